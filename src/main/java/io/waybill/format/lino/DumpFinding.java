package io.waybill.format.lino;

/**
 * Something about a dump that people should know although it can be read: a file that no script names, a table that was not dumped.
 *
 * @param rule short stable name of the kind, such as {@code stale-file}
 * @param sentence for people
 */
public record DumpFinding(String rule, String sentence) {}
