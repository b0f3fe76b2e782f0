package io.waybill.delivery.check;

import static java.util.Objects.requireNonNull;

/**
 * One check of a feed, as its file says.
 *
 * @param name of the file, without ending
 * @param severity what becomes of the delivery when it finds something
 * @param sentence what a person is told then
 * @param sql one query, whose rows are the offenders; the first column is what to show of them
 * @param file where it stands, for messages
 * @param line of the file on which the query begins, from 1
 */
record Check(String name, Severity severity, String sentence, String sql, String file, int line) {
    Check {
        requireNonNull(name, "name");
        requireNonNull(severity, "severity");
        requireNonNull(sentence, "sentence");
        requireNonNull(sql, "sql");
        requireNonNull(file, "file");
    }

    /**
     * A line of the file, as messages name it.
     *
     * @param ofQuery line of the query, from 1
     */
    String place(int ofQuery) {
        return file + ", line " + (line + ofQuery - 1);
    }
}
