package io.waybill.desk.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * A drop that has not been picked up yet.
 *
 * @param address of this page
 */
record PendingDropView(@JsonIgnore String address) implements View {
    @Override
    public String template() {
        return "pending-drop.jte";
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
