package io.waybill.lino.dump;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A field of a model as a dump has it.
 *
 * @param name of the field
 * @param column in the table, which is also the name of the parameter; of a text in several languages that of the site's own language
 * @param columns all columns of the field: of a text in several languages one for each language, in their order; otherwise one
 * @param form how its values are written
 * @param typeName short name of its type in PostgreSQL
 * @param type as PostgreSQL writes it
 * @param nullable whether it may be NULL
 * @param reference the table that it refers to; null when it refers to none
 */
record SiteColumn(
        String name,
        String column,
        List<String> columns,
        ValueForm form,
        String typeName,
        String type,
        boolean nullable,
        String reference) {
    SiteColumn {
        requireNonNull(name, "name");
        requireNonNull(column, "column");
        columns = List.copyOf(columns);
        requireNonNull(form, "form");
    }

    boolean isTranslated() {
        return columns.size() > 1;
    }

    /** Whether the dump makes a decimal number of its text. */
    boolean isDecimal() {
        return typeName.equals("numeric");
    }
}
