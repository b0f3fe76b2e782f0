package io.waybill.lino.record;

import io.waybill.format.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a dump's rows as numbers: the stage keeps one number for each row, but a dump has many files. The number holds the file
 * and the line.
 */
public final class NumberedPlaces {
    private static final int LINE_BITS = 40;
    private static final long LINES = (1L << LINE_BITS) - 1;

    private final List<String> files = new ArrayList<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private String last;
    private long lastNumber;

    /** The number of a row's place; places in one file have the order of their lines. */
    public long of(SourceRow row) {
        if (!row.file().equals(last)) {
            last = row.file();
            lastNumber = numbers.computeIfAbsent(last, file -> {
                files.add(file);
                return files.size() - 1L;
            });
        }
        return lastNumber << LINE_BITS | row.line() & LINES;
    }

    /** The place of this number, for people. */
    public Position position(long place) {
        return Position.ofLine(files.get((int) (place >> LINE_BITS)), place & LINES);
    }
}
