package io.waybill.lino.migration.expression;

import static java.util.Objects.requireNonNull;

import io.waybill.lino.record.ContentType;

/**
 * A model that an expression names.
 *
 * @param model which one
 * @param written its full name as the text has it
 * @param offset of the function that names it in the text of the expression, 0-based
 */
public record ModelUse(ContentType model, String written, int offset) {
    public ModelUse {
        requireNonNull(model, "model");
        requireNonNull(written, "written");
    }
}
