package io.waybill.lino.repair.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a condition of the form says which rows are meant: its word in answers, and what people read. */
enum RowChoice {
    KEYS("keys", "its key is one of"),
    KEYS_BETWEEN("keys-between", "its key is between two values"),
    IN("in", "the column is one of"),
    BETWEEN("between", "the column is between two values"),
    IS_NULL("is-null", "the column has no value"),
    MATCHES("matches", "the column has the form (% any characters, _ one)"),
    IN_TARGET("in-target", "the column refers to a row that the site has, of this table"),
    WITHOUT(
            "without",
            "the column refers to a row that the site has, of a table, and no row of another one refers to that (debts_budget debts_entry.budget_id)"),
    MISSING("missing-in-target", "the site has no row with its key");

    private final String word;
    private final String label;

    RowChoice(String word, String label) {
        this.word = word;
        this.label = label;
    }

    String word() {
        return word;
    }

    String label() {
        return label;
    }

    /** Whether it is about a column. */
    boolean ofColumn() {
        return !List.of(KEYS, KEYS_BETWEEN, MISSING).contains(this);
    }

    /** Whether it needs values. */
    boolean needsValues() {
        return this != IS_NULL && this != MISSING;
    }

    /** Whether its values are a least and a greatest one. */
    boolean ofTwo() {
        return this == KEYS_BETWEEN || this == BETWEEN;
    }

    /** Whether it has a single value. */
    boolean ofOne() {
        return this == MATCHES || this == IN_TARGET || this == WITHOUT;
    }

    static Optional<RowChoice> ofWord(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
