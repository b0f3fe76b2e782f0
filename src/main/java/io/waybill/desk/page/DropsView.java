package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * A drop that waits in its folder.
 *
 * @param place the address of this page
 */
record DropsView(@JsonIgnore String place) implements View {
    @Override
    public String template() {
        return "drops.jte";
    }

    @Override
    public String title() {
        return "Waiting for its turn";
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    @Override
    public Object json() {
        return Map.of("waybill", "none yet");
    }
}
