package io.waybill.school.load;

import io.waybill.school.schoolbase.SchoolBaseKeys;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of a source that the calendar has, for exports that mention people and rooms without bringing them. */
final class KnownKeys {
    private KnownKeys() {}

    private record Key(String kind, String key) {}

    /**
     * Reads them.
     *
     * @param source what the calendar calls it
     * @throws SQLException when the database refuses it
     */
    static SchoolBaseKeys of(SchoolSql sql, String source) throws SQLException {
        Map<String, Set<String>> keys =
                Map.of("staff", new HashSet<>(), "pupil", new HashSet<>(), "room", new HashSet<>());
        sql.query(
                        KnownKeys.class,
                        "known-keys.sql",
                        row -> new Key(row.getString("kind"), row.getString("source_id")),
                        source)
                .forEach(key -> keys.get(key.kind).add(key.key));
        return new SchoolBaseKeys(keys.get("staff"), keys.get("pupil"), keys.get("room"));
    }
}
