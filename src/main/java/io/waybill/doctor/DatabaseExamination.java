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

    /** Adds what is found; returns what the others need to know. */
    DatabaseFacts examine(List<Finding> findings) throws SQLException {
        DatabaseFacts facts = DatabaseFacts.read(connection);
        findings.add(well(
                "database", target.describe() + " lets user " + facts.role().name() + " in."));
        findings.add(
                facts.server().versionNumber() >= OLDEST_VERSION
                        ? well("version", "PostgreSQL " + facts.server().version() + "; no extension is needed.")
                        : missing(
                                "version",
                                "PostgreSQL " + facts.server().version() + " is older than Waybill is made for, 14.",
                                "pg_upgrade to a newer version"));
        findings.add(
                facts.database().encoding().equals("UTF8")
                        ? well("encoding", "UTF8.")
                        : missing(
                                "encoding",
                                "The encoding of the database is "
                                        + facts.database().encoding()
                                        + ", which cannot hold every name; UTF8 is needed.",
                                "CREATE DATABASE " + facts.database().name()
                                        + "_utf8 ENCODING 'UTF8' TEMPLATE template0, then pg_dump and pg_restore into it"));
        collation(facts, findings);
        session(facts, findings);
        writing(findings);
        role(facts, findings);
        server(facts, findings);
        clock(findings);
        zone(findings);
        Disk.ofDatabase(
                        target,
                        settings,
                        facts.database().size(),
                        facts.server().dataDirectory())
                .ifPresent(findings::add);
        return facts;
    }

    private void collation(DatabaseFacts facts, List<Finding> findings) throws SQLException {
        if (facts.server().versionNumber() < VERSION_WITH_COLLATIONS) {
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
                        "REINDEX DATABASE " + facts.database().name() + "; ALTER DATABASE "
                                + facts.database().name() + " REFRESH COLLATION VERSION"));
            }
        }
    }

    private void session(DatabaseFacts facts, List<Finding> findings) throws SQLException {
        boolean kept = facts.session().isolation().equals("read committed")
                && facts.session().zone().equals("UTC")
                && facts.session().limits().equals(NO_LIMITS);
        if (!kept) {
            findings.add(missing(
                    "session",
                    "What Waybill sets for its sessions does not last (isolation "
                            + facts.session().isolation() + ", time zone "
                            + facts.session().zone() + ", time limits "
                            + facts.session().limits() + ").",
                    "connect to the server itself, or set pool_mode = session in the pooler"));
        } else {
            String others = facts.session().settings() == null
                    ? ""
                    : " Set for the database or the role, and overridden where it matters: "
                            + facts.session().settings() + ".";
            findings.add(
                    well("session", "Isolation read committed, time zone UTC, dates ISO, no time limits." + others));
        }
        if (connection.unwrap(PGConnection.class).getBackendPID()
                != facts.session().process()) {
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

    private void role(DatabaseFacts facts, List<Finding> findings) {
        List<Finding> wrong = new ArrayList<>();
        if (facts.role().limit() >= 0
                && facts.role().limit() < CONNECTIONS
                && !facts.role().superuser()) {
            wrong.add(missing(
                    "connections",
                    "User " + facts.role().name() + " may open " + facts.role().limit()
                            + " connections, but Waybill opens up to " + CONNECTIONS + ".",
                    "ALTER ROLE " + facts.role().name() + " CONNECTION LIMIT " + CONNECTIONS));
        }
        if (facts.database().limit() >= 0
                && facts.database().limit() < CONNECTIONS
                && !facts.role().superuser()) {
            wrong.add(missing(
                    "connections",
                    "The database allows " + facts.database().limit() + " connections, but Waybill opens up to "
                            + CONNECTIONS + ".",
                    "ALTER DATABASE " + facts.database().name() + " CONNECTION LIMIT -1"));
        }
        if (wrong.isEmpty()) {
            wrong.add(well("connections", "Waybill opens up to " + CONNECTIONS + ", and may."));
        }
        if (facts.role().validUntil() != null
                && facts.role().validUntil().isBefore(clock.instant().plus(SOON))) {
            wrong.add(note(
                    "password",
                    "The password of user " + facts.role().name() + " is valid until "
                            + facts.role().validUntil() + ".",
                    "ALTER ROLE " + facts.role().name() + " VALID UNTIL 'infinity'"));
        }
        if (!facts.role().replication().equals("origin")) {
            wrong.add(missing(
                    "triggers",
                    "session_replication_role is " + facts.role().replication()
                            + " for this user: neither foreign keys nor triggers of the application hold.",
                    "ALTER ROLE " + facts.role().name() + " RESET session_replication_role"));
        }
        if (!facts.role().temporaryLimit().equals("-1")) {
            wrong.add(note(
                    "temporary files",
                    "A session may write temporary files of " + facts.role().temporaryLimit()
                            + " at most: a large drop waits when it needs more.",
                    "ALTER ROLE " + facts.role().name() + " SET temp_file_limit = -1"));
        }
        if (!facts.role().tablespaceGranted()) {
            wrong.add(missing(
                    "tablespace",
                    "User " + facts.role().name() + " may create nothing in the tablespace "
                            + facts.role().tablespace() + ", which is set as its default_tablespace.",
                    "GRANT CREATE ON TABLESPACE " + facts.role().tablespace() + " TO "
                            + facts.role().name()));
        }
        findings.addAll(wrong);
    }

    private static void server(DatabaseFacts facts, List<Finding> findings) {
        if (!facts.server().durable()) {
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
