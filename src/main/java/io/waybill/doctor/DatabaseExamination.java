package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;
import static io.waybill.doctor.Finding.well;

import io.waybill.database.SqlText;
import io.waybill.database.Target;
import io.waybill.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.postgresql.PGConnection;

/** The database itself: version, encoding, what is set for it and its role, connections, clock. */
final class DatabaseExamination {
    private static final int OLDEST_VERSION = 140_000;
    private static final int VERSION_WITH_COLLATIONS = 150_000;
    /** The most that Waybill opens at a time: for deliveries, for pages, and for a command beside it. */
    private static final int CONNECTIONS = Target.MOST_CONNECTIONS + 2;

    private static final Duration LARGEST_DIFFERENCE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofDays(14);
    private static final String NO_LIMITS = "0 0 0";

    private final Target target;
    private final Connection connection;
    private final Settings settings;
    private final Clock clock;

    DatabaseExamination(Target target, Connection connection, Settings settings, Clock clock) {
        this.target = target;
        this.connection = connection;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What the database says about itself. Names are quoted for SQL.
     *
     * @param role that Waybill logs in as
     * @param validUntil null when its password does not expire
     * @param settings names of what is set for database or role; null for nothing
     * @param dataDirectory null when the role may not know it
     */
    record Facts(
            String version,
            int versionNumber,
            String encoding,
            String database,
            String role,
            int roleLimit,
            int databaseLimit,
            Instant validUntil,
            boolean superuser,
            String replicationRole,
            String temporaryLimit,
            String tablespace,
            boolean tablespaceGranted,
            boolean durable,
            long size,
            String searchPath,
            String zone,
            String isolation,
            String limits,
            int process,
            String dataDirectory,
            String settings) {
        static Facts read(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SqlText.of(DatabaseExamination.class, "facts.sql"))) {
                row.next();
                OffsetDateTime validUntil = finite(row.getString("valid_until"))
                        ? row.getObject("valid_until", OffsetDateTime.class)
                        : null;
                return new Facts(
                        row.getString("version"),
                        row.getInt("version_number"),
                        row.getString("encoding"),
                        row.getString("quoted_database"),
                        row.getString("role"),
                        row.getInt("role_limit"),
                        row.getInt("database_limit"),
                        validUntil == null ? null : validUntil.toInstant(),
                        row.getBoolean("superuser"),
                        row.getString("replication_role"),
                        row.getString("temporary_limit"),
                        row.getString("tablespace"),
                        row.getBoolean("tablespace_granted"),
                        row.getBoolean("durable"),
                        row.getLong("size"),
                        row.getString("search_path"),
                        row.getString("zone"),
                        row.getString("isolation"),
                        row.getString("limits"),
                        row.getInt("process"),
                        row.getString("data_directory"),
                        row.getString("settings"));
            }
        }

        private static boolean finite(String time) {
            return time != null && !time.contains("infinity");
        }
    }

    /** Adds what is found; returns what the others need to know. */
    Facts examine(List<Finding> findings) throws SQLException {
        Facts facts = Facts.read(connection);
        findings.add(well("database", target.describe() + " lets user " + facts.role() + " in."));
        findings.add(
                facts.versionNumber() >= OLDEST_VERSION
                        ? well("version", "PostgreSQL " + facts.version() + "; no extension is needed.")
                        : missing(
                                "version",
                                "PostgreSQL " + facts.version() + " is older than Waybill is made for, 14.",
                                "pg_upgrade to a newer version"));
        findings.add(
                facts.encoding().equals("UTF8")
                        ? well("encoding", "UTF8.")
                        : missing(
                                "encoding",
                                "The encoding of the database is " + facts.encoding()
                                        + ", which cannot hold every name; UTF8 is needed.",
                                "CREATE DATABASE " + facts.database()
                                        + "_utf8 ENCODING 'UTF8' TEMPLATE template0, then pg_dump and pg_restore into it"));
        collation(facts, findings);
        session(facts, findings);
        writing(findings);
        role(facts, findings);
        server(facts, findings);
        clock(findings);
        zone(findings);
        Disk.ofDatabase(target, settings, facts.size(), facts.dataDirectory()).ifPresent(findings::add);
        return facts;
    }

    private void collation(Facts facts, List<Finding> findings) throws SQLException {
        if (facts.versionNumber() < VERSION_WITH_COLLATIONS) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlText.of(DatabaseExamination.class, "collation.sql"))) {
            row.next();
            String built = row.getString("built");
            String now = row.getString("now");
            if (built != null && now != null && !Objects.equals(built, now)) {
                findings.add(missing(
                        "collation",
                        "The indexes of the database were built with version " + built
                                + " of its collation, but its server now has " + now
                                + ": an index may miss rows that are there.",
                        "REINDEX DATABASE " + facts.database() + "; ALTER DATABASE " + facts.database()
                                + " REFRESH COLLATION VERSION"));
            }
        }
    }

    private void session(Facts facts, List<Finding> findings) throws SQLException {
        boolean kept = facts.isolation().equals("read committed")
                && facts.zone().equals("UTC")
                && facts.limits().equals(NO_LIMITS);
        if (!kept) {
            findings.add(missing(
                    "session",
                    "What Waybill sets for its sessions does not last (isolation " + facts.isolation() + ", time zone "
                            + facts.zone() + ", time limits " + facts.limits() + ").",
                    "connect to the server itself, or set pool_mode = session in the pooler"));
        } else {
            String others = facts.settings() == null
                    ? ""
                    : " Set for the database or the role, and overridden where it matters: " + facts.settings() + ".";
            findings.add(
                    well("session", "Isolation read committed, time zone UTC, dates ISO, no time limits." + others));
        }
        if (connection.unwrap(PGConnection.class).getBackendPID() != facts.process()) {
            findings.add(note(
                    "session",
                    "A pooler such as PgBouncer stands before the database. Waybill needs whole sessions.",
                    "pool_mode = session"));
        }
    }

    private void writing(List<Finding> findings) throws SQLException {
        target.readOnlyReason(connection)
                .ifPresent(
                        why -> findings.add(missing("read-only", "The database " + target.describe() + " " + why, "")));
    }

    private void role(Facts facts, List<Finding> findings) {
        List<Finding> wrong = new ArrayList<>();
        if (facts.roleLimit() >= 0 && facts.roleLimit() < CONNECTIONS && !facts.superuser()) {
            wrong.add(missing(
                    "connections",
                    "User " + facts.role() + " may open " + facts.roleLimit() + " connections, but Waybill opens up to "
                            + CONNECTIONS + ".",
                    "ALTER ROLE " + facts.role() + " CONNECTION LIMIT " + CONNECTIONS));
        }
        if (facts.databaseLimit() >= 0 && facts.databaseLimit() < CONNECTIONS && !facts.superuser()) {
            wrong.add(missing(
                    "connections",
                    "The database allows " + facts.databaseLimit() + " connections, but Waybill opens up to "
                            + CONNECTIONS + ".",
                    "ALTER DATABASE " + facts.database() + " CONNECTION LIMIT -1"));
        }
        if (wrong.isEmpty()) {
            wrong.add(well("connections", "Waybill opens up to " + CONNECTIONS + ", and may."));
        }
        if (facts.validUntil() != null
                && facts.validUntil().isBefore(clock.instant().plus(SOON))) {
            wrong.add(note(
                    "password",
                    "The password of user " + facts.role() + " is valid until " + facts.validUntil() + ".",
                    "ALTER ROLE " + facts.role() + " VALID UNTIL 'infinity'"));
        }
        if (!facts.replicationRole().equals("origin")) {
            wrong.add(missing(
                    "triggers",
                    "session_replication_role is " + facts.replicationRole()
                            + " for this user: neither foreign keys nor triggers of the application hold.",
                    "ALTER ROLE " + facts.role() + " RESET session_replication_role"));
        }
        if (!facts.temporaryLimit().equals("-1")) {
            wrong.add(note(
                    "temporary files",
                    "A session may write temporary files of " + facts.temporaryLimit()
                            + " at most: a large drop waits when it needs more.",
                    "ALTER ROLE " + facts.role() + " SET temp_file_limit = -1"));
        }
        if (!facts.tablespaceGranted()) {
            wrong.add(missing(
                    "tablespace",
                    "User " + facts.role() + " may create nothing in the tablespace " + facts.tablespace()
                            + ", which is set as its default_tablespace.",
                    "GRANT CREATE ON TABLESPACE " + facts.tablespace() + " TO " + facts.role()));
        }
        findings.addAll(wrong);
    }

    private static void server(Facts facts, List<Finding> findings) {
        if (!facts.durable()) {
            findings.add(note(
                    "durability",
                    "fsync or full_page_writes is off: after a crash of the server the database may be lost.",
                    "ALTER SYSTEM SET fsync = on; ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf()"));
        }
    }

    private void clock(List<Finding> findings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant before = clock.instant();
            long start = System.nanoTime();
            Instant theirs;
            try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                row.next();
                theirs = row.getObject(1, OffsetDateTime.class).toInstant();
            }
            Duration trip = Duration.ofNanos(System.nanoTime() - start);
            Duration difference = Duration.between(before.plus(trip.dividedBy(2)), theirs);
            boolean close = difference.abs().compareTo(LARGEST_DIFFERENCE.plus(trip)) <= 0;
            String seconds = difference.abs().toSeconds() + " seconds";
            findings.add(
                    close
                            ? well(
                                    "clock",
                                    "This machine and the database agree to within " + seconds(trip, difference) + ".")
                            : missing(
                                    "clock",
                                    "The clock of the database is " + seconds
                                            + (difference.isNegative() ? " behind" : " ahead of")
                                            + " that of this machine: times on waybills would contradict each other.",
                                    "timedatectl set-ntp true (on the machine whose clock is wrong)"));
        }
    }

    private static String seconds(Duration trip, Duration difference) {
        long most = difference.abs().plus(trip).toSeconds() + 1;
        return most == 1 ? "a second" : most + " seconds";
    }

    /** The desk counts days by the database, waybills are shown by Java: both must mean the same by the name of the zone. */
    private void zone(List<Finding> findings) throws SQLException {
        ZoneId zone = settings.zone();
        Instant now = clock.instant();
        List<Instant> moments = List.of(now, now.plus(Duration.ofDays(183)));
        List<Integer> theirs = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement(SqlText.of(DatabaseExamination.class, "offset.sql"))) {
            query.setString(1, zone.getId());
            query.setObject(2, moments.get(0).atOffset(ZoneOffset.UTC));
            query.setObject(3, moments.get(1).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    theirs.add(row.getInt("seconds"));
                }
            }
        } catch (SQLException e) {
            if (!"22023".equals(e.getSQLState())) {
                throw e;
            }
        }
        List<Integer> ours = moments.stream()
                .map(moment -> zone.getRules().getOffset(moment).getTotalSeconds())
                .toList();
        findings.add(
                theirs.equals(ours)
                        ? well("time zone", zone.getId() + ", here as in the database.")
                        : missing(
                                "time zone",
                                "The time zone " + zone.getId() + " is "
                                        + (theirs.isEmpty()
                                                ? "not known to the database."
                                                : "another one in the database, or one of the two has old rules."),
                                "set waybill.zone to a region such as Europe/London, or update tzdata on both machines"));
    }
}
