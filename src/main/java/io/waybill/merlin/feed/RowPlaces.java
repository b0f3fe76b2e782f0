package io.waybill.merlin.feed;

import io.waybill.format.Position;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The positions of a batch's rows by their numbers, in four bytes a row. */
final class RowPlaces {
    private final String drop;
    private final TreeMap<Long, String> files = new TreeMap<>();
    private int[] lines = new int[1_024];

    /** @param drop name of the dropped file */
    RowPlaces(String drop) {
        this.drop = drop;
    }

    /** Adds the next row. */
    void add(String file, long number, long line) {
        if (files.isEmpty() || !files.lastEntry().getValue().equals(file)) {
            files.put(number, file);
        }
        int at = Math.toIntExact(number);
        if (at >= lines.length) {
            lines = Arrays.copyOf(lines, lines.length + lines.length / 2);
        }
        lines[at] = Math.toIntExact(line);
    }

    /**
     * The position of a row.
     *
     * @param number 0 for a row that follows from others and has no position of its own
     */
    Position of(long number) {
        Map.Entry<Long, String> file = files.floorEntry(number);
        return file == null ? Position.of(drop) : Position.ofLine(file.getValue(), lines[Math.toIntExact(number)]);
    }
}
