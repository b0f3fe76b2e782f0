package io.waybill.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Figures, rows and characters in the form in which a terminal shows them. */
final class TerminalText {
    private TerminalText() {}

    /** With a comma between thousands. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** One row of a table: its heading, then figures. */
    static List<String> row(String heading, Collection<Long> figures) {
        List<String> row = new ArrayList<>(List.of(heading));
        figures.forEach(figure -> row.add(number(figure)));
        return row;
    }

    /** Adds a table, indented, all columns but the first aligned to the right. */
    static void addTable(StringBuilder text, List<List<String>> rows) {
        List<Integer> right = new ArrayList<>();
        for (int column = 1; column < rows.get(0).size(); column++) {
            right.add(column);
        }
        TextTable.of(rows, right)
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
    }

    /** The text with {@code ?} for control characters: a file name may hold some that a terminal would obey. */
    static String printable(StringBuilder text) {
        return text.toString().replace(System.lineSeparator(), "\n").replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }
}
