package io.waybill.lino.restore;

import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.reject.RejectedRow;
import java.util.List;
import java.util.Optional;

/**
 * What a row was rejected for that refers to a row which does not exist. Its cause says which: the column and the key, and in a generic
 * reference the table as well.
 *
 * @param column that refers
 * @param key which no row has
 * @param table in which the row was looked for, where no foreign key says it; null otherwise
 */
record DanglingReference(String column, String key, String table) {
    /** Rule of a foreign key whose row does not exist. */
    static final String RULE = "dangling-reference";

    /** The same of a generic reference. */
    static final String GENERIC = "dangling-generic-reference";

    /** The same of the key of a row that extends another one, which nobody can answer with another key. */
    static final String PARENT = "parent-missing";

    /** Empty when a row was rejected for something else, or for a reference of several columns. */
    static Optional<DanglingReference> of(RejectedRow row) {
        return of(row.rule(), row.cause());
    }

    /** As {@link #of(RejectedRow)}, of a rule and a cause. */
    static Optional<DanglingReference> of(String rule, List<String> cause) {
        if (rule.equals(RULE) && cause.size() == 2) {
            return Optional.of(new DanglingReference(cause.get(0), cause.get(1), null));
        }
        if (rule.equals(GENERIC) && cause.size() == 3) {
            return Optional.of(new DanglingReference(cause.get(0), cause.get(1), cause.get(2)));
        }
        return Optional.empty();
    }

    /** The cause of a reject. */
    List<String> cause() {
        return table == null ? List.of(column, key) : List.of(column, key, table);
    }

    /**
     * Names of the tables whose rows it may refer to.
     *
     * @param child the row's own table
     */
    List<String> parents(TableShape child) {
        return table != null
                ? List.of(table)
                : child.references().stream()
                        .filter(reference -> reference.childColumns().equals(List.of(column)))
                        .map(ForeignKeyShape::parent)
                        .map(Object::toString)
                        .toList();
    }
}
