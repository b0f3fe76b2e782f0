package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.record.ContentType;
import java.util.regex.Pattern;

/** Full names of models, such as {@code contacts.Partner}. */
final class FullModelNames {
    private static final Pattern FULL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\.[A-Za-z_][A-Za-z0-9_]*");

    private FullModelNames() {}

    /** Tells when a word is no full name. */
    static void check(PlacedWord model, RuleFaults faults) {
        if (!FULL_NAME.matcher(model.text()).matches()) {
            faults.add(model, "not-a-model", model.text(), "the full name of a model, such as contacts.Partner", null);
        }
    }

    /** Whether two content types are of the same model; the site's table of content types has it in lower case. */
    static boolean same(ContentType one, ContentType other) {
        return one.application().equals(other.application()) && one.name().equals(other.name());
    }
}
