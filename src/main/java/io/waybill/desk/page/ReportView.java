package io.waybill.desk.page;

import java.time.Instant;
import java.util.List;

/**
 * A system's report.
 *
 * @param heading its title
 * @param at when it was read
 * @param rows each with a text for every column
 * @param more whether there are more rows than these
 */
record ReportView(
        String system,
        String name,
        String heading,
        String sentence,
        Instant at,
        List<String> columns,
        List<List<String>> rows,
        boolean more)
        implements View {
    @Override
    public String template() {
        return "report.jte";
    }

    @Override
    public String title() {
        return heading;
    }

    @Override
    public Section section() {
        return Section.SCHEDULE;
    }
}
