package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

/**
 * A value that names a model of the site, such as {@code contacts_Partner}: a content type. Which model that is says
 * {@link RestoreScript#models}.
 *
 * @param variable as the data file writes it
 */
public record ModelName(String variable) {
    public ModelName {
        requireNonNull(variable, "variable");
    }
}
