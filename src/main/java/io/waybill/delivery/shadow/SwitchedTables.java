package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.shape.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a waybill has replaced as a whole.
 *
 * @param waybill its number
 * @param tables that changed places
 * @param oldSchema in which the replaced tables are
 * @param writer number of the transaction that wrote all rows of those that came; null when they had been live before
 * @param rows of each table that came, at that time; with null where it had been live before
 * @param goneAt when the replaced tables were removed or became live again; null while they are kept
 */
public record SwitchedTables(
        long waybill, TableSet tables, String oldSchema, String writer, List<Long> rows, Instant goneAt) {
    /** Why the replaced tables cannot simply take their place again, as parts of sentences; none when they can. */
    public List<String> obstacles(DeliverySession session) {
        if (goneAt != null) {
            return List.of("the tables that waybill " + waybill + " replaced are no longer kept");
        }
        List<String> obstacles = new ArrayList<>(new Obstacles(session)
                .of(tables.names().stream()
                        .map(name -> new TableName(tables.schema(), name))
                        .toList()));
        Structure.of(session, tables, tables.schema())
                .differences(Structure.of(session, tables, oldSchema))
                .forEach(part -> obstacles.add("the definition has changed since: " + part));
        if (obstacles.isEmpty()) {
            obstacles.addAll(writtenSince(session));
        }
        return obstacles;
    }

    private List<String> writtenSince(DeliverySession session) {
        if (writer == null) {
            return List.of("the tables had been live before waybill " + waybill);
        }
        List<String> counts = IntStream.range(0, rows.size())
                .mapToObj(number -> SqlTemplate.load(SwitchedTables.class, "count-written.sql")
                        .with("table", tables.schema(), tables.names().get(number))
                        .withSql("number", List.of(Integer.toString(number)))
                        .withSql("writer", List.of("'" + writer + "'::xid8::xid"))
                        .sql())
                .toList();
        List<String> written = new ArrayList<>();
        session.query(String.join(" UNION ALL ", counts), row -> {
            int number = row.getInt("number");
            long expected = rows.get(number);
            if (row.getLong("written") != expected || row.getLong("rows") != expected) {
                written.add("others have written to table " + tables.names().get(number) + " since");
            }
            return null;
        });
        return written;
    }
}
