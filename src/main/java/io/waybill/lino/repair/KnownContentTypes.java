package io.waybill.lino.repair;

import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.ContentTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** The models that a target knows, with their numbers there. A repair adds none. */
final class KnownContentTypes implements ContentTypes {
    private static final String ALL = "SELECT app_label, model, id FROM django_content_type";

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private String unknown;

    /**
     * Reads them.
     *
     * @param there whether the target has the table at all
     */
    static KnownContentTypes read(DataSource target, boolean there) throws SQLException {
        KnownContentTypes known = new KnownContentTypes();
        if (there) {
            try (Connection connection = target.getConnection();
                    PreparedStatement query = connection.prepareStatement(ALL);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String name = row.getString("app_label") + "." + row.getString("model");
                    known.numbers.put(name, row.getLong("id"));
                    known.names.put(row.getLong("id"), name);
                }
            }
        }
        return known;
    }

    @Override
    public long number(ContentType type) {
        Long number = numbers.get(type.application() + "." + type.name());
        if (number == null) {
            unknown = type.model();
            return 0;
        }
        return number;
    }

    /** The model, in lower case, that a number stands for in the target; null when there is none. */
    String name(Object number) {
        return number instanceof Long known && names.containsKey(known)
                ? names.get(known).toLowerCase(Locale.ROOT)
                : null;
    }

    /** All models by number. */
    Map<Long, String> all() {
        return Map.copyOf(names);
    }

    /** The last model that was asked for since the last call and is not known; null when all are. */
    String takeUnknown() {
        String last = unknown;
        unknown = null;
        return last;
    }
}
