package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waybill.database.CopiedRow;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes the rows of one table, as COPY gives them, as calls of its create function. */
final class RowText {
    private static final long MICROSECONDS = 1_000_000;
    private static final String NONE_WORD = "None";

    private final SiteTable table;
    private final Map<String, String> models;
    private final byte[] before;
    private final int[] ends;
    private byte[] work = new byte[1_024];
    private int workLength;
    private long noneWords;

    /** @param models the variable of each model, by its number */
    RowText(SiteTable table, Map<String, String> models) {
        this.table = table;
        this.models = models;
        this.before = ("loader.save(create_" + table.name() + "(").getBytes(US_ASCII);
        this.ends = new int
                [table.columns().stream()
                        .mapToInt(column -> column.columns().size())
                        .sum()];
    }

    /** How many translations are the word None. */
    long noneWords() {
        return noneWords;
    }

    /**
     * Writes a row.
     *
     * @param row as the server sent it
     * @throws DumpFailedException when a value is none that a dump can have
     */
    void write(byte[] row, PythonOutput out) throws IOException {
        CopiedRow.split(row, ends, table.name());
        out.put(before, 0, before.length);
        int place = 0;
        boolean first = true;
        for (SiteColumn column : table.columns()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            if (column.isTranslated()) {
                out.put('[');
                for (int i = 0; i < column.columns().size(); i++) {
                    if (i > 0) {
                        out.put(", ");
                    }
                    translation(row, from(place), ends[place], out);
                    place++;
                }
                out.put(']');
            } else {
                value(column, row, from(place), ends[place], out);
                place++;
            }
        }
        out.put("))\n");
    }

    private int from(int place) {
        return place == 0 ? 0 : ends[place - 1] + 1;
    }

    /** A translation that does not exist is None, not its text as in dumps of dump2py, which cannot be distinguished from the word. */
    private void translation(byte[] row, int from, int to, PythonOutput out) throws IOException {
        if (CopiedRow.isNull(row, from, to)) {
            out.put(NONE_WORD);
            return;
        }
        if (to - from == NONE_WORD.length() && new String(row, from, to - from, ISO_8859_1).equals(NONE_WORD)) {
            noneWords++;
        }
        text(row, from, to, out);
    }

    private void value(SiteColumn column, byte[] row, int from, int to, PythonOutput out) throws IOException {
        if (CopiedRow.isNull(row, from, to)) {
            out.put(NONE_WORD);
            return;
        }
        switch (column.form()) {
            case TEXT -> text(row, from, to, out);
            case WHOLE -> out.put(row, from, to);
            case TRUTH -> out.put(row[from] == 't' ? "True" : "False");
            case DATE -> {
                Moment moment = moment(column, row, from, to);
                out.put("date(" + moment.date() + ")");
            }
            case TIME -> {
                Moment moment = new Moment(row, from, to, false);
                out.put("time(" + moment.time() + ")");
            }
            case TIMESTAMP -> {
                Moment moment = moment(column, row, from, to);
                out.put("dt(" + moment.date() + "," + moment.time() + ")");
            }
            case BYTES -> {
                // The server writes them as \\x and digits; the backslash is escaped once more by COPY.
                String digits = new String(row, from + 3, to - from - 3, US_ASCII);
                out.literal(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digits)));
            }
            case DURATION -> out.literal(duration(new String(row, from, to - from, US_ASCII)));
            case CONTENT_TYPE -> out.put(models.get(new String(row, from, to - from, US_ASCII)));
        }
    }

    private void text(byte[] row, int from, int to, PythonOutput out) throws IOException {
        int escape = from;
        while (escape < to && row[escape] != '\\') {
            escape++;
        }
        if (escape == to) {
            out.literal(row, from, to);
            return;
        }
        if (work.length < to - from) {
            work = new byte[to - from];
        }
        workLength = 0;
        for (int i = from; i < to; i++) {
            work[workLength++] = row[i] == '\\' ? CopiedRow.unescaped(row[++i]) : row[i];
        }
        out.literal(work, 0, workLength);
    }

    private Moment moment(SiteColumn column, byte[] row, int from, int to) {
        String text = new String(row, from, to - from, US_ASCII);
        if (text.endsWith("infinity") || text.endsWith(" BC") || text.indexOf('-') > 4) {
            throw new DumpFailedException("Column " + column.column() + " of table " + table.name()
                    + " has a value that no dump can hold: a date before the year 1 or after the year 9999, or no date at all"
                    + key(row) + ". Correct that row.");
        }
        return new Moment(row, from, to, true);
    }

    /** Which row it is, by its key; empty when the table has none. */
    private String key(byte[] row) {
        List<String> key = table.key();
        int place = 0;
        StringBuilder text = new StringBuilder();
        for (SiteColumn column : table.columns()) {
            if (key.contains(column.column())) {
                text.append(text.length() == 0 ? ", in the row with " : ", ")
                        .append(column.column())
                        .append(' ')
                        .append(new String(row, from(place), ends[place] - from(place), ISO_8859_1));
            }
            place += column.columns().size();
        }
        return text.toString();
    }

    /** As Django writes durations: days, which alone may be negative, and the rest of the day. */
    private static String duration(String text) {
        if (!text.matches("-?\\d+")) {
            return text;
        }
        long all = Long.parseLong(text);
        long day = Duration.ofDays(1).toSeconds() * MICROSECONDS;
        long days = Math.floorDiv(all, day);
        long rest = Math.floorMod(all, day);
        long seconds = rest / MICROSECONDS;
        long micros = rest % MICROSECONDS;
        String time = String.format("%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        return (days == 0 ? "" : days + " ") + time + (micros == 0 ? "" : String.format(".%06d", micros));
    }

    /** The numbers of a date and a time as the server writes them: {@code 2019-02-28 09:30:00.5+00}. */
    private static final class Moment {
        private static final int PARTS = 7;

        private final int[] numbers = new int[PARTS];

        Moment(byte[] row, int from, int to, boolean dated) {
            int part = dated ? 0 : 3;
            int at = from;
            while (at < to && part < PARTS - 1) {
                int c = row[at++];
                if (c >= '0' && c <= '9') {
                    numbers[part] = numbers[part] * 10 + (c - '0');
                } else {
                    part++;
                    if (c == '+' || part > 3 && c == '-') {
                        return;
                    }
                }
            }
            int scale = (int) MICROSECONDS / 10;
            for (; at < to && row[at] >= '0' && row[at] <= '9'; at++) {
                numbers[PARTS - 1] += (row[at] - '0') * scale;
                scale /= 10;
            }
        }

        String date() {
            return numbers[0] + "," + numbers[1] + "," + numbers[2];
        }

        /** Fractions of a second only where there are some: dump2py loses them. */
        String time() {
            return numbers[3] + "," + numbers[4] + "," + numbers[5] + (numbers[6] == 0 ? "" : "," + numbers[6]);
        }
    }
}
