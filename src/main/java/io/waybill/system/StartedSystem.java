package io.waybill.system;

import java.util.List;
import java.util.Map;

/**
 * A system that has been started.
 *
 * @param beans what its routes name, by name; the names begin with the system's own words, so that no two systems share one
 * @param mendings what it knows of its rejects, for the desk; often one, or none
 * @param forms with which people make files of its feeds on the desk, one for a feed at most; often none
 * @param reports of what its target says, for the desk; often none
 */
public record StartedSystem(
        Map<String, Object> beans, List<Mending> mendings, List<FileForm> forms, List<TargetReport> reports) {
    public StartedSystem {
        beans = Map.copyOf(beans);
        mendings = List.copyOf(mendings);
        forms = List.copyOf(forms);
        reports = List.copyOf(reports);
    }

    /** A system without reports. */
    public StartedSystem(Map<String, Object> beans, List<Mending> mendings, List<FileForm> forms) {
        this(beans, mendings, forms, List.of());
    }

    /** A system without forms and reports. */
    public StartedSystem(Map<String, Object> beans, List<Mending> mendings) {
        this(beans, mendings, List.of());
    }
}
