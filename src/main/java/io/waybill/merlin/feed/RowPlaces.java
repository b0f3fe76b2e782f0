package io.waybill.merlin.feed;

import io.waybill.format.Position;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Where the rows of a batch stand, by their numbers; four bytes a row. */
final class RowPlaces {
    private final String drop;
    private final TreeMap<Long, String> files = new TreeMap<>();
    private int[] lines = new int[1_024];

    /** @param drop name of what was dropped */
    RowPlaces(String drop) {
        this.drop = drop;
    }

    /** Notes the next row. */
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

    /** @param number 0 for a row that follows from others, which is nowhere in particular */
    Position of(long number) {
        Map.Entry<Long, String> file = files.floorEntry(number);
        return file == null ? Position.of(drop) : Position.ofLine(file.getValue(), lines[Math.toIntExact(number)]);
    }
}
