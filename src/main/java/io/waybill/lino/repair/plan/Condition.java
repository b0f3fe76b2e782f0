package io.waybill.lino.repair.plan;

import io.waybill.format.yaml.PlacedWord;
import java.util.List;
import java.util.stream.Stream;

/** Which rows of a dump a pass selects. A value that is NULL fulfils none but {@link IsNull}; {@link Not} of that is fulfilled. */
public sealed interface Condition {
    /** All those in it that are not made of others; itself where it is such a one. */
    default Stream<Condition> simple() {
        if (this instanceof All all) {
            return all.conditions().stream().flatMap(Condition::simple);
        }
        if (this instanceof Any any) {
            return any.conditions().stream().flatMap(Condition::simple);
        }
        if (this instanceof Not not) {
            return not.condition().simple();
        }
        return Stream.of(this);
    }

    /** All those of one kind in it. */
    default <T extends Condition> Stream<T> simple(Class<T> kind) {
        return simple().filter(kind::isInstance).map(kind::cast);
    }

    /** Asks for the value of a column. */
    sealed interface OfColumn extends Condition {
        PlacedWord column();
    }

    /** Every one of several; of none, each row. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** One of several at least. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {}

    /** The row's key is one of these. */
    record Keys(List<PlacedWord> keys) implements Condition {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** The row's key is not less than one and not greater than the other. */
    record KeysBetween(PlacedWord from, PlacedWord to) implements Condition {}

    /** A column has one of these values. */
    record OneOf(PlacedWord column, List<PlacedWord> values) implements OfColumn {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A column is not less than one value and not greater than another. */
    record Between(PlacedWord column, PlacedWord from, PlacedWord to) implements OfColumn {}

    /** A column is NULL, or is not. */
    record IsNull(PlacedWord column, boolean holds) implements OfColumn {}

    /**
     * A text has a form: {@code %} stands for any characters, {@code _} for one, as in LIKE of SQL. Nothing in it can make the server
     * search for longer than the text and the form are long together, unlike a regular expression.
     */
    record Matches(PlacedWord column, PlacedWord form) implements OfColumn {}

    /**
     * A column refers to a row that the target has.
     *
     * @param table of the target
     * @param without a table and its column, {@code debts_entry.budget_id}: then only rows count to which none of that table refers;
     *     null when every row counts
     */
    record InTarget(PlacedWord column, PlacedWord table, PlacedWord without) implements OfColumn {}

    /** The target has no row with this key, or has one. */
    record MissingInTarget(boolean missing) implements Condition {}

    /** Another dump has a row with this key in the same table, or has none. */
    record InDump(PlacedWord dump, boolean present) implements Condition {}
}
