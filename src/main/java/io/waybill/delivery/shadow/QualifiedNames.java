package io.waybill.delivery.shadow;

import io.waybill.delivery.DeliverySession;
import java.util.function.Supplier;

/** Lets the catalogue give every name with its schema, so that its texts mean the same whatever the search path is. */
final class QualifiedNames {
    private static final String SET = "SELECT set_config('search_path', ?, true)";

    private QualifiedNames() {}

    /** Does the work with an empty search path, and sets the former one again unless the work fails. */
    static <T> T during(DeliverySession session, Supplier<T> work) {
        String before = session.query("SELECT current_setting('search_path')", row -> row.getString(1))
                .get(0);
        session.query(SET, row -> null, "");
        T result = work.get();
        session.query(SET, row -> null, before);
        return result;
    }
}
