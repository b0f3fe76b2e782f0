package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.WorkFile;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.WholeFile;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.CsvRow;
import io.waybill.match.ReferenceEntry;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.OriginalRows;
import io.waybill.reject.RejectsFile;
import io.waybill.reject.RestoredCell;
import io.waybill.system.Engine;
import io.waybill.timetable.PathId;
import io.waybill.timetable.SubjectRule;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.permission.Grant;
import io.waybill.timetable.permission.MatchedPermissions;
import io.waybill.timetable.permission.PermissionMatcher;
import io.waybill.timetable.permission.PermissionRows;
import io.waybill.timetable.permission.PermissionRows.IgnoredColumns;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Delivers a permissions CSV, edited or not, or a returned {@code rejects.csv}: matches its rows with the target's
 * tree, and adds the users and grants that the target lacks. Never removes anything.
 */
public final class TimetablePermissions {
    /** Exchange property: the rows of the file. */
    private static final String ROWS = "rows";
    /** Exchange property: the rows, each with its user and subject. */
    private static final String MATCHED = "matched";

    private static final String USERS = "timetables.thing";
    private static final String GRANTS = "timetables.thingtag";
    /**
     * White space, and the bytes of a byte order mark. A dump may be one line of any size, so it must not be read as
     * CSV.
     */
    private static final String BEFORE_JSON = " \t\r\n\u00EF\u00BB\u00BF";

    private final TimetableConfig config;
    private final Engine engine;
    /** The rows of a {@code rejects.csv} as they were. */
    private final OriginalRows originals;

    /** Matches as the mapping says, with the tree of the engine's target. */
    public TimetablePermissions(TimetableConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
        this.originals = new OriginalRows(engine.target().dataSource(), config.system());
    }

    /** Whether a drop is a {@code rejects.csv}: a mended one may be dropped into the folder that its rows came from. */
    public boolean isRejectsFile(@ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        if (startsLikeJson(drop.file())) {
            return false;
        }
        return RejectsFile.is(drop.file(), drop.fileName());
    }

    private static boolean startsLikeJson(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            int first = bytes.read();
            while (first >= 0 && BEFORE_JSON.indexOf(first) >= 0) {
                first = bytes.read();
            }
            return first == '[' || first == '{';
        }
    }

    /**
     * Takes the rows as Camel CSV has read them, and opens the delivery. Sets property {@code rows}.
     *
     * @throws BrokenFileException when the file is empty
     * @throws IOException when it cannot be read again, to find out its encoding
     */
    public void open(Exchange exchange, @Body List<CsvRow> rows, @ExchangeProperty(Drop.PROPERTY) Drop drop)
            throws IOException, SQLException {
        if (drop.size() == 0) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop.fileName()),
                    "empty-file",
                    "0 bytes",
                    "rows of subject, user and data",
                    "Check whether the file was saved or copied completely."));
        }
        boolean mended = requireOwn(drop, rows);
        List<RestoredCell> restored = new ArrayList<>();
        exchange.setProperty(
                ROWS, PermissionRows.of(rows, (header, returned) -> originals.restore(header, returned, restored)));
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(DropContents.of(mended ? DropContents.REJECTS : "permissions"));
        outcome.readAs(
                drop.fileName(),
                drop.file(),
                CsvDialect.of(drop.file()),
                "If it is another one, save it as CSV UTF-8 and drop it again.");
        OriginalRows.notice(drop.fileName(), restored).ifPresent(outcome::notice);
        engine.delivery().open(exchange, drop, config.feed("permissions", drop.claimedAt()));
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.places((line, field) -> Position.ofLine(drop.fileName(), line));
        delivery.endStaging();
    }

    /**
     * Refuses rejects of another system.
     *
     * @return whether the file brings mended rejects
     */
    private boolean requireOwn(Drop drop, List<CsvRow> rows) throws SQLException {
        List<CsvRow> filled = rows.stream().filter(row -> !row.isBlank()).toList();
        Optional<RejectsFile> rejects = filled.stream().findFirst().flatMap(RejectsFile::of);
        if (rejects.isPresent()) {
            originals.requireOwn(
                    drop.fileName(),
                    filled.stream().skip(1).map(rejects.get()::row).toList(),
                    feed -> feed.system().equals(config.system()));
        }
        return rejects.isPresent();
    }

    /** Finds the subject of every row in the target; rows without one become rejects. Sets property {@code matched}. */
    public void match(
            Exchange exchange,
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(ROWS) PermissionRows rows,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws IOException, SQLException {
        RenamesNotice.tell(config.renames(), outcome);
        TimetableSql sql = new TimetableSql(delivery, config, "permissions");
        sql.prepare();
        List<ReferenceEntry> things = sql.things("target-things.sql");
        SubjectRule subjects = config.subjectRule(things);
        PermissionMatcher matcher = new PermissionMatcher(
                PermissionMatcher.index(things, subjects),
                subjects,
                engine.decisions().load(delivery.connection(), config.system(), PermissionMatcher.KIND),
                config.renames().read(),
                config.users(),
                path -> null,
                newUsers(sql, rows));
        MatchedPermissions matched = matcher.match(drop.fileName(), rows);
        exchange.setProperty(MATCHED, matched);
        outcome.count(
                GRANTS,
                Origin.DROP,
                matched.read(),
                matched.filtered(),
                matched.rejected().size());
        outcome.references(
                "permissions",
                matched.read() - matched.filtered(),
                matched.rejected().stream()
                        .filter(row -> row.rule().equals(PermissionMatcher.NOT_FOUND))
                        .count());
        matched.notices().forEach(outcome::notice);
        outcome.used(matched.uses());
        tellIgnored(drop.fileName(), rows.ignored(), delivery, outcome);
        outcome.mendable(
                PermissionMatcher.KIND,
                new MendableRows(GRANTS, Origin.DROP, matched.answered(), matched.rejected(), matched.decisions()));
    }

    /** Whether a user is not in the target yet, so that the file's data would be stored. */
    private static Predicate<String> newUsers(TimetableSql sql, PermissionRows rows) throws SQLException {
        Set<String> there = new HashSet<>();
        try (PreparedStatement query = sql.prepare("users-there.sql")) {
            query.setArray(
                    1,
                    sql.connection()
                            .createArrayOf(
                                    "text",
                                    rows.rows().stream()
                                            .flatMap(row -> Stream.of(
                                                    row.user(),
                                                    Objects.toString(row.decision(), "")
                                                            .strip()))
                                            .distinct()
                                            .toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    there.add(row.getString(1));
                }
            }
        }
        return path -> !there.contains(path);
    }

    /** Tells which columns are ignored; where the target has such a column, the drop waits for approval. */
    private void tellIgnored(String file, IgnoredColumns ignored, Delivery delivery, Outcome outcome) {
        if (ignored.unnamed() > 0) {
            outcome.leavesDataOut();
            outcome.notice(new Notice(
                    "unknown-column",
                    ignored.unnamed() + (ignored.unnamed() == 1 ? " row has" : " rows have")
                            + " more cells than subject, user and data; they are left out (first on line "
                            + ignored.first() + ").",
                    ignored.unnamed()));
        }
        if (ignored.names().isEmpty()) {
            return;
        }
        outcome.leavesDataOut();
        outcome.notice(new Notice(
                "unknown-column",
                file + " has columns that mean nothing here: " + String.join(", ", ignored.names()) + ".",
                ignored.names().size()));
        for (String name : ignored.names()) {
            String column = name.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
            for (String model : List.of("thing", "thingtag")) {
                TableShape shape = delivery.shape().table(config.table(model));
                if (!shape.key().contains(column)
                        && (shape.columns().containsKey(column)
                                || shape.columns().containsKey(column + "_id"))) {
                    outcome.ask(new Outcome.Question(
                            "unknown-column",
                            name,
                            "Column " + name + " of " + file + " is left out, although the target's table "
                                    + shape.name()
                                    + " has such a column: a permissions file gives subject, user and data only."
                                    + " Remove the column and drop the file again, or approve."));
                }
            }
        }
    }

    /** Stages users and grants, each with its key in the target or a new one. */
    public void stage(
            @ExchangeProperty(MATCHED) MatchedPermissions matched,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException {
        TimetableSql sql = new TimetableSql(delivery, config, "permissions");
        sql.run("create-wanted.sql");
        Map<String, Grant> users = new LinkedHashMap<>();
        try (PreparedStatement insert = sql.prepare("insert-wanted-grant.sql")) {
            for (Grant grant : matched.grants()) {
                users.putIfAbsent(grant.userPath(), grant);
                insert.setLong(1, grant.line());
                insert.setLong(2, Long.parseLong(grant.subjectKey()));
                insert.setString(3, grant.userPath());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert = sql.prepare("insert-wanted-user.sql")) {
            for (Grant user : users.values()) {
                insert.setLong(1, user.line());
                insert.setString(2, user.userPath());
                insert.setString(3, PathId.of(user.userPath()));
                insert.setString(4, user.data() == null ? "" : user.data());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        long kept = sql.number("count-data-kept.sql");
        if (kept > 0) {
            outcome.notice(new Notice(
                    "user-data-kept",
                    (kept == 1 ? "1 user of the target keeps its data" : kept + " users of the target keep their data")
                            + ", although the file has different data for "
                            + (kept == 1 ? "it." : "them."),
                    kept));
        }
        sql.run("stage-permissions.sql");
        outcome.count(USERS, Origin.DROP, users.size(), 0, 0);
        outcome.count(USERS, Origin.TARGET, sql.staged("thing"), 0, 0);
    }

    /** Writes what was staged as a dump for {@code loaddata}: users, then grants. */
    public void writeMerged(
            @ExchangeProperty(Drop.PROPERTY) Drop drop,
            @ExchangeProperty(DeliverySteps.DELIVERY) Delivery delivery,
            @ExchangeProperty(DeliverySteps.OUTCOME) Outcome outcome)
            throws SQLException, IOException {
        Path place = engine.delivery().output(drop, drop.stem() + "-merged.json");
        try (WholeFile file = new WholeFile(place)) {
            new StagedPermissions(new TimetableSql(delivery, config, "permissions")).write(file.out());
            file.commit();
        }
        outcome.output(WorkFile.of(place));
    }
}
