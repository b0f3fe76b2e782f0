package io.waybill.desk.page;

import java.util.Map;

/**
 * A chapter of the manual.
 *
 * @param contents titles of all chapters by name
 * @param shown the one that is shown; null for the contents alone
 */
record ManualView(Map<String, String> contents, Manual.Chapter shown) implements View {
    @Override
    public String template() {
        return "manual.jte";
    }

    @Override
    public String title() {
        return shown == null ? "Manual" : shown.title() + " · Manual";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }

    @Override
    public String chapter() {
        return shown == null ? "desk" : shown.name();
    }
}
