package io.waybill.lino.record;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A model as a value of a row: which kind of thing a generic reference is to. Its number differs from site to site, so that it travels by
 * its name.
 *
 * @param model full name, such as {@code contacts.Partner}
 */
public record ContentType(String model) {
    public ContentType {
        requireNonNull(model, "model");
    }

    /** The name of its application, as {@code django_content_type.app_label} has it. */
    public String application() {
        return model.substring(0, model.lastIndexOf('.'));
    }

    /** The name of the model, as {@code django_content_type.model} has it. */
    public String name() {
        return model.substring(model.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
