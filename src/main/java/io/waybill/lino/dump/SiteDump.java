package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.lino.dump.DumpManifest.DumpedFile;
import io.waybill.lino.dump.DumpManifest.DumpedTable;
import io.waybill.model.Notice;
import io.waybill.model.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Dumps a Lino site from its database, in the form of {@code dump2py} of December 2018 and later: all tables as they are at one moment,
 * ordered by their keys, and a manifest. Nothing in the database is changed, and nobody waits.
 *
 * <p>In three things it keeps what {@code dump2py} loses: fractions of seconds are written where there are some, a translation that does not
 * exist is {@code None} and not the word, and rows have an order.
 */
public final class SiteDump {
    private final DataSource database;
    private final DumpOptions options;

    /** @param database of the site */
    public SiteDump(DataSource database, DumpOptions options) {
        this.database = requireNonNull(database, "database");
        this.options = requireNonNull(options, "options");
    }

    /**
     * What was dumped.
     *
     * @param manifest of the dump
     * @param notices what people should know
     */
    public record Written(DumpManifest manifest, List<Notice> notices) {}

    /**
     * Writes a dump. It appears when it is complete, readable by its owner only.
     *
     * @param path of a folder, or of a zip when its name ends so; nothing may be there
     * @throws DumpFailedException when something is there, when the database is not that of a site, or has something that no dump can hold
     * @throws IOException when it cannot be written
     * @throws SQLException when the database cannot be read
     */
    public Written write(Path path) throws IOException, SQLException {
        try (DumpPlace place = DumpPlace.begin(path);
                Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Written written;
            try {
                begin(connection);
                written = write(connection, place);
            } catch (SQLException | IOException | RuntimeException e) {
                end(connection, e);
                throw e;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            place.commit();
            return written;
        }
    }

    /** After a failure, which matters more than that the connection may be broken as well. */
    private static void end(Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlText.of(SiteDump.class, "begin-dump.sql"));
        }
        try (PreparedStatement zone = connection.prepareStatement("SELECT set_config('TimeZone', ?, true)")) {
            zone.setString(1, options.sessionZone());
            zone.execute();
        }
    }

    private Written write(Connection connection, DumpPlace place) throws SQLException, IOException {
        SiteCatalogue site = SiteCatalogue.read(connection, options);
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        Map<SiteTable, Long> rows = new LinkedHashMap<>();
        Map<SiteTable, List<String>> names = new LinkedHashMap<>();
        for (SiteTable table : site.tables()) {
            rows.put(table, count(connection, table));
            names.put(table, DumpNames.of(table.name(), rows.get(table), options.maxRowCount()));
        }
        List<String> all = names.values().stream().flatMap(List::stream).toList();
        List<DumpedFile> files = new ArrayList<>();
        files.add(file(place, "restore.py", new ScriptText(site, options).text(all)));
        List<DumpedTable> tables = new ArrayList<>();
        List<Notice> notices = new ArrayList<>(site.notices());
        for (SiteTable table : site.tables()) {
            TableDump dump = new TableDump(
                    table, rows.get(table), names.get(table), options.maxRowCount(), place, site.models());
            tables.add(dump.write(copies));
            files.addAll(dump.files());
            noneWords(table, dump.noneWords(), notices);
        }
        DumpManifest manifest = new DumpManifest(
                DumpManifest.KIND,
                Version.current(),
                site.taken().toString(),
                options.version().orElse(null),
                options.languages(),
                rows.values().stream().mapToLong(Long::longValue).sum(),
                files,
                tables);
        file(place, DumpManifest.FILE, manifest.json());
        return new Written(manifest, notices);
    }

    private static long count(Connection connection, SiteTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlTemplate.load(SiteDump.class, "count-rows.sql")
                        .with("table", table.schema(), table.name())
                        .sql())) {
            row.next();
            return row.getLong(1);
        }
    }

    private static DumpedFile file(DumpPlace place, String name, String text) throws IOException {
        try (DigestedFile file = new DigestedFile(name, place.file(name))) {
            file.write(text.getBytes(UTF_8));
            return file.end();
        }
    }

    private static void noneWords(SiteTable table, long count, List<Notice> notices) {
        if (count > 0) {
            notices.add(new Notice(
                    "none-word",
                    (count == 1 ? "1 translation of " : count + " translations of ") + table.name()
                            + (count == 1 ? " is" : " are")
                            + " the word None: a restore takes it for no translation, unless config/lino.yaml has"
                            + " values.babel-none: keep.",
                    count));
        }
    }
}
