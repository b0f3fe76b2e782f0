package io.waybill.lino.migration.expression;

import static java.util.Objects.requireNonNull;

/**
 * A column that an expression reads.
 *
 * @param column its name
 * @param offset of the name in the text of the expression, 0-based
 * @param as what its value has to be, as far as the text says
 * @param language of which a text is taken; null unless it has to be in several languages
 */
public record ColumnUse(String column, int offset, As as, String language) {
    public ColumnUse {
        requireNonNull(column, "column");
        requireNonNull(as, "as");
    }

    /** What the value of a column has to be. */
    public enum As {
        /** Whatever it is. */
        ANY,
        /** One value, and no text in several languages. */
        ONE_VALUE,
        /** A text in several languages. */
        SEVERAL_LANGUAGES
    }

    ColumnUse as(As other, String otherLanguage) {
        return new ColumnUse(column, offset, other, otherLanguage);
    }
}
