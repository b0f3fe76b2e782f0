package io.waybill.format.lino;

/**
 * Something that somebody changed by hand in {@code restore.py}, of the kinds that are understood. It is followed and reported.
 *
 * @param line where it stands, 1-based
 * @param rule what kind of change it is, a short stable name, such as {@code column-dropped}
 * @param sentence what it does, for people
 */
public record ScriptEdit(long line, String rule, String sentence) {}
