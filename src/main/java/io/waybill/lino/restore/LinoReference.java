package io.waybill.lino.restore;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.ledger.LikePattern;
import io.waybill.match.ReferenceEntry;
import io.waybill.reject.RejectedRow;
import io.waybill.system.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Searches the rows of the site that a rejected row may refer to, for people who mend rejects. */
public final class LinoReference {
    private final Engine engine;
    private final NamingColumns names;

    /**
     * Searches in the target.
     *
     * @param names columns that say what rows are called
     */
    public LinoReference(Engine engine, NamingColumns names) {
        this.engine = requireNonNull(engine, "engine");
        this.names = requireNonNull(names, "names");
    }

    /** Whether a row was rejected for a reference that can be answered with the key of another row. */
    public static boolean isAbout(RejectedRow row) {
        return row.rule().equals(StagedRejects.DANGLING) && row.cause().size() == 2;
    }

    /**
     * Finds the rows whose key or name contains every word of a text.
     *
     * @param row one that {@link #isAbout} holds for
     * @return the shortest name first; none for a text without words
     */
    public List<ReferenceEntry> search(RejectedRow row, String text, int limit) throws SQLException {
        String[] patterns = LikePattern.words(text.toLowerCase(Locale.ROOT));
        TableShape child =
                Catalogue.read(engine.target(), List.of(row.kind())).tables().get(row.kind());
        if (patterns.length == 0 || child == null) {
            return List.of();
        }
        List<ReferenceEntry> found = new ArrayList<>();
        for (ForeignKeyShape reference : child.references()) {
            String parent = reference.parent().toString();
            TableShape shape = reference
                            .childColumns()
                            .equals(List.of(row.cause().get(0)))
                    ? Catalogue.read(engine.target(), List.of(parent)).tables().get(parent)
                    : null;
            if (shape != null && reference.parentColumns().size() == 1) {
                search(shape, reference.parentColumns(), patterns, limit, found);
            }
        }
        return found;
    }

    private void search(TableShape table, List<String> key, String[] patterns, int limit, List<ReferenceEntry> found)
            throws SQLException {
        String sql = SqlTemplate.load(LinoReference.class, "search-reference.sql")
                .withList("pk", key)
                .withList("names", names.of(table))
                .withSql("table", List.of(table.name().sql()))
                .sql();
        try (Connection connection = engine.pages().getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", patterns));
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String at = row.getString("key");
                    found.add(new ReferenceEntry(
                            at, at, row.getString("named"), table.name().name(), null));
                }
            }
        }
    }
}
