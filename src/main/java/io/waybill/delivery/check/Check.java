package io.waybill.delivery.check;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One check of a feed, as its file describes it.
 *
 * @param name of the file, without ending
 * @param severity what happens to the delivery when it finds something
 * @param sentence message for people when it finds something
 * @param needs tables without which it says nothing and is not run; often none
 * @param sql one query whose rows are what is wrong; the first column is shown to people
 * @param file its path, for messages
 * @param line of the file on which the query begins, from 1
 */
record Check(String name, Severity severity, String sentence, List<String> needs, String sql, String file, int line) {
    Check {
        requireNonNull(name, "name");
        requireNonNull(severity, "severity");
        requireNonNull(sentence, "sentence");
        needs = List.copyOf(needs);
        requireNonNull(sql, "sql");
        requireNonNull(file, "file");
    }

    /**
     * A line of the file in the form used in messages.
     *
     * @param ofQuery line within the query, from 1
     */
    String place(int ofQuery) {
        return file + ", line " + (line + ofQuery - 1);
    }
}
