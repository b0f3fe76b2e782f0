package io.waybill.system;

import java.util.List;
import java.util.Map;

/**
 * A system that has been started.
 *
 * @param beans what its routes name, by name; the names begin with the system's own words, so that no two systems share one
 * @param mendings what it knows of its rejects, for the desk; often one, or none
 * @param forms with which people make files of its feeds on the desk, one for a feed at most; often none
 */
public record StartedSystem(Map<String, Object> beans, List<Mending> mendings, List<FileForm> forms) {
    public StartedSystem {
        beans = Map.copyOf(beans);
        mendings = List.copyOf(mendings);
        forms = List.copyOf(forms);
    }

    /** A system without forms. */
    public StartedSystem(Map<String, Object> beans, List<Mending> mendings) {
        this(beans, mendings, List.of());
    }
}
