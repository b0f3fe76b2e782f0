package io.waybill.report;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.LedgerLine;
import io.waybill.model.State;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A list of waybills as people read it on a terminal. Safe for use by several threads. */
public final class WaybillTable {
    private static final int STATE = 2;

    private final DateTimeFormatter time;
    private final Emphasis emphasis;

    /**
     * @param zone that people read times in
     * @param emphasis how states are shown
     */
    public WaybillTable(ZoneId zone, Emphasis emphasis) {
        this.emphasis = requireNonNull(emphasis, "emphasis");
        this.time =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(requireNonNull(zone, "zone"));
    }

    /** One line per waybill below a line of headings; a sentence when there are none. */
    public String of(List<LedgerLine> lines) {
        if (lines.isEmpty()) {
            return "No waybills.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("number", "feed", "state", "claimed", "read", "changed", "rejected", "file"));
        for (LedgerLine line : lines) {
            String state = line.state().word()
                    + (line.state().terminal() || line.state() == State.HELD
                            ? ""
                            : " " + line.times().progress() + " %");
            rows.add(List.of(
                    Long.toString(line.number()),
                    line.feed().toString() + (line.preview() ? " (preview)" : ""),
                    state,
                    time.format(line.times().claimedAt()),
                    TerminalText.number(line.counts().read()),
                    changed(line),
                    TerminalText.number(line.counts().rejected()),
                    TerminalText.printable(new StringBuilder(line.fileName()))));
        }
        return TextTable.of(
                rows,
                List.of(0, 4, 5, 6),
                (row, column, cell) -> row > 0 && column == STATE
                        ? emphasis.of(lines.get(row - 1).state(), cell)
                        : cell);
    }

    private static String changed(LedgerLine line) {
        boolean planned = line.changed() > 0 && line.state().changedNothing();
        return TerminalText.number(line.changed()) + (planned ? " planned" : "");
    }
}
