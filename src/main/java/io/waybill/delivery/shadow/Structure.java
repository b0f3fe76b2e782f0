package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What the catalogue says about the tables of a set in one schema, whatever the schema: two schemas with the same structure can change
 * places.
 *
 * @param parts by name ({@code contacts_partner, column name}), all that is known about the part
 */
record Structure(Map<String, String> parts) {
    static Structure of(DeliverySession session, TableSet tables, String schema) {
        Map<String, String> parts = new LinkedHashMap<>();
        QualifiedNames.during(
                session,
                () -> session.query(
                        SqlTemplate.load(Structure.class, "structure.sql").sql(),
                        row -> parts.put(row.getString("part"), row.getString("text")),
                        schema,
                        tables.schema(),
                        tables.names(session)));
        return new Structure(parts);
    }

    /** A text that is another one as soon as anybody changes the definition of a live table; much cheaper than the structure. */
    static String stamp(DeliverySession session, TableSet tables) {
        return session.query(
                        SqlTemplate.load(Structure.class, "structure-stamp.sql").sql(),
                        row -> String.valueOf(row.getString(1)),
                        tables.live(session))
                .get(0);
    }

    /** Names of the parts that only one of the two has, or that are not the same in both. */
    List<String> differences(Structure other) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        for (String name : names) {
            if (!Objects.equals(parts.get(name), other.parts.get(name))) {
                differences.add(name);
            }
        }
        return differences;
    }
}
