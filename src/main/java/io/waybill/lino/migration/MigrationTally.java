package io.waybill.lino.migration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a migration made of the rows of a dump. The rows that come out are those that were read, without those that are left out and those
 * that are refused, and with those that are made.
 */
public final class MigrationTally {
    private final Map<String, Long> read = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> made = new TreeMap<>();
    private final Map<MigrationNote, Long> notes = new LinkedHashMap<>();

    /**
     * Something that people should know.
     *
     * @param rule short stable name, such as {@code rows-merged}
     * @param sentence about one or more rows
     */
    public record MigrationNote(String rule, String sentence) {}

    void read(String table) {
        read.merge(table, 1L, Long::sum);
    }

    void leftOut(String table) {
        leftOut.merge(table, 1L, Long::sum);
    }

    void refused(String table) {
        refused.merge(table, 1L, Long::sum);
    }

    void made(String table) {
        made.merge(table, 1L, Long::sum);
    }

    void note(MigrationNote note) {
        notes.merge(note, 1L, Long::sum);
    }

    /** Rows that were read, by table of the dump. */
    public Map<String, Long> read() {
        return Collections.unmodifiableMap(read);
    }

    /** Rows that were left out on purpose, by table of the dump. */
    public Map<String, Long> leftOut() {
        return Collections.unmodifiableMap(leftOut);
    }

    /** Rows that were refused, by table of the dump. */
    public Map<String, Long> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** Rows that were made beside those of the dump, by table that they are for. */
    public Map<String, Long> made() {
        return Collections.unmodifiableMap(made);
    }

    /** What people should know, and of how many rows, in the order in which it was found. */
    public Map<MigrationNote, Long> notes() {
        return Collections.unmodifiableMap(notes);
    }
}
