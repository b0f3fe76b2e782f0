package io.waybill.lino.demo;

import java.util.List;
import java.util.Optional;

/**
 * A table of the invented site, as {@code dump2py} writes it.
 *
 * @param table its name
 * @param model full name of its model
 * @param parent full name of the model that it extends
 * @param fields in the order of the dump
 */
record SampleTable(String table, String model, Optional<String> parent, List<Field> fields) {
    SampleTable {
        fields = List.copyOf(fields);
    }

    /** How a field is written. */
    enum Kind {
        PLAIN,
        /** the key of another row: the column is called after the field, with {@code _id} */
        REFERENCE,
        /** the key that is also the key of the parent's row */
        POINTER,
        BABEL,
        DECIMAL,
        CONTENT_TYPE
    }

    /**
     * A field of the model.
     *
     * @param name as the comment of a data file has it
     */
    record Field(String name, Kind kind) {
        /** The name of its column. */
        String column() {
            return switch (kind) {
                case REFERENCE, POINTER, CONTENT_TYPE -> name + "_id";
                default -> name;
            };
        }
    }

    /** The variable of a model in {@code restore.py}. */
    static String variable(String model) {
        return model.replace('.', '_');
    }
}
