package io.waybill.database;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that a system delivers into, with a small pool of connections. Safe for use by several threads.
 */
public final class Target implements AutoCloseable {
    /** Schema of Waybill's own tables in a target. */
    public static final String LEDGER_SCHEMA = "waybill";

    private static final Logger LOG = LoggerFactory.getLogger(Target.class);
    /** How many deliveries may be open at a time: one that writes, and others that get ready. */
    public static final int MOST_DELIVERIES = 3;

    /** Each delivery has up to two, and the ledger needs some whatever they do. */
    private static final int POOL_SIZE = 2 * MOST_DELIVERIES + 2;

    private static final int POOL_SIZE_FOR_PAGES = 4;
    /** The most connections that one target has open at a time, but for single ones while it is opened. */
    public static final int MOST_CONNECTIONS = POOL_SIZE + POOL_SIZE_FOR_PAGES;

    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1", "[::1]");
    /** Queries for pages are quick; slower ones are cancelled. */
    private static final Duration LONGEST_QUERY_FOR_PAGES = Duration.ofSeconds(30);

    private static final String READ_ONLY = "25006";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final int MIGRATION_ATTEMPTS = 4;
    private static final Duration MIGRATION_PAUSE = Duration.ofMillis(200);
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(15);
    /** Short enough that a health check answers before the monitor that called it times out. */
    private static final Duration POOL_WAIT = Duration.ofSeconds(5);

    private final String system;
    private final TargetSettings settings;
    private final boolean embedded;
    private final String session = "waybill-" + UUID.randomUUID().toString().substring(0, 8);
    private final RenewablePool pool;
    private RenewablePool poolForPages;

    private Target(String system, TargetSettings settings, boolean embedded) {
        this.system = requireNonNull(system, "system");
        this.settings = requireNonNull(settings, "settings");
        this.embedded = embedded;
        this.pool = new RenewablePool(poolSettings(system, settings, session));
    }

    /**
     * Connects to a database that Waybill does not run itself.
     *
     * @throws TargetUnavailableException when it cannot be reached or rejects the login
     */
    public static Target open(String system, TargetSettings settings) {
        reach(settings);
        return at(system, settings);
    }

    /** A database that Waybill does not run itself and that may be unreachable for now; {@link #reach()} checks it later. */
    public static Target at(String system, TargetSettings settings) {
        return new Target(system, settings, false);
    }

    /** The embedded database; closing the target leaves that database open. */
    public static Target at(String system, EmbeddedDatabase database) {
        return new Target(system, new TargetSettings(database.url(), database.user(), database.password()), true);
    }

    /** Name of the system that delivers here. */
    public String system() {
        return system;
    }

    /** Pooled connections, in autocommit mode when taken. */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * Connections for the desk's pages, from a pool of their own, so that many readers never keep a delivery waiting. Queries that
     * take too long are cancelled.
     */
    public synchronized DataSource dataSourceForPages() {
        if (poolForPages == null) {
            HikariConfig config = poolSettings(system + "-pages", settings, session);
            config.setMaximumPoolSize(POOL_SIZE_FOR_PAGES);
            // A list may be filtered by any combination of columns: one generic plan would be a bad plan for each.
            config.setConnectionInitSql(SessionSettings.SQL + "; SET statement_timeout = "
                    + LONGEST_QUERY_FOR_PAGES.toMillis() + "; SET plan_cache_mode = force_custom_plan");
            poolForPages = new RenewablePool(config);
        }
        return poolForPages;
    }

    /** Whether this is the database that Waybill runs itself. */
    public boolean embedded() {
        return embedded;
    }

    /** Where it is, for people: {@code host:port/database}, never with a password. */
    public String describe() {
        return embedded ? "embedded, " + settings.place() : settings.place();
    }

    /**
     * Brings Waybill's own schema {@code waybill} up to date and touches nothing else. The first time it needs the privilege to
     * create a schema in the database, afterwards only its own tables. Several processes may call it at the same time.
     *
     * @throws TargetUnavailableException when the schema cannot be created or changed
     */
    public void migrate() {
        if (isMigrated()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                makeSchema();
                migrateOnce();
                return;
            } catch (TargetUnavailableException e) {
                if (!e.passing() || attempt == MIGRATION_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("the migration broke off and is tried again", e);
                LockSupport.parkNanos(MIGRATION_PAUSE.multipliedBy(attempt).toNanos());
            }
        }
    }

    /** Whether there is nothing to do: then Flyway, whose beginning is a good part of a start, is not needed. */
    private boolean isMigrated() {
        try (Connection connection = pool.getConnection()) {
            return Migrations.ofProgram().areAllIn(connection);
        } catch (SQLException e) {
            LOG.debug("how far the schema is was not found out", e);
            return false;
        }
    }

    private void migrateOnce() {
        try {
            flyway().migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private TargetUnavailableException failed(FlywayException e) {
        if (OutageKind.isCutOff(e)) {
            return unavailability(settings).ofBreakingOff(e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return unavailable(sql);
            }
        }
        return new TargetUnavailableException(
                "Schema " + LEDGER_SCHEMA + " of the database " + settings.place()
                        + " cannot be brought up to date: "
                        + e.getMessage().lines().findFirst().orElse("no reason given"),
                e);
    }

    /** Works on connections of its own: what ends one of them ends none of the pool's. */
    private Flyway flyway() {
        FluentConfiguration flyway = Flyway.configure(Target.class.getClassLoader())
                .dataSource(new SingleConnections(settings, session))
                .locations("classpath:" + Migrations.FOLDER)
                .schemas(LEDGER_SCHEMA)
                .defaultSchema(LEDGER_SCHEMA)
                .createSchemas(false)
                .cleanDisabled(true);
        // With a lock of the session Flyway uses one connection: a migration and its entry in the history are one
        // transaction, so that
        // whatever ends the session leaves both or neither.
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return flyway.load();
    }

    /**
     * How far the schema {@code waybill} has been brought. It has to be there.
     *
     * @throws TargetUnavailableException when it cannot be read
     */
    public LedgerVersion ledgerVersion() {
        try {
            MigrationInfoService info = flyway().info();
            MigrationInfo current = info.current();
            String known = Arrays.stream(info.all())
                    .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                    .map(MigrationInfo::getVersion)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .getVersion();
            return new LedgerVersion(
                    current == null ? "" : current.getVersion().getVersion(),
                    known,
                    Arrays.stream(info.all())
                            .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS));
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    /** Made here, because Flyway tries for many seconds before it reports a missing right or a connection that was ended. */
    private void makeSchema() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (hasLedger(statement)) {
                return;
            }
            try {
                statement.execute("CREATE SCHEMA " + LEDGER_SCHEMA);
            } catch (SQLException e) {
                if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                    throw new TargetUnavailableException(
                            "The database " + settings.place() + " does not let user " + settings.user()
                                    + " create the schema " + LEDGER_SCHEMA + ": grant CREATE on the database.",
                            e);
                }
                if (!connection.isValid(1) || !hasLedger(statement)) {
                    throw unavailable(e);
                }
                LOG.debug("another process has made the schema at the same time", e);
            }
        } catch (SQLException e) {
            throw unavailability(settings).ofConnecting(e);
        }
    }

    private static boolean hasLedger(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '" + LEDGER_SCHEMA + "')")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    /**
     * Checks whether the database can be used now.
     *
     * @throws TargetUnavailableException when it cannot, with the reason
     */
    public void probe() {
        try (Connection connection = pool.getConnection()) {
            connection.isValid((int) CONNECTION_WAIT.toSeconds());
        } catch (SQLException e) {
            throw unavailability(settings).of(e);
        }
    }

    /**
     * Checks whether a connection can be opened now, without the pool, which would wait for a while and hide the reason.
     *
     * @throws TargetUnavailableException when it cannot, with the reason
     */
    public void reach() {
        reach(settings);
        pool.renewIfStuck();
        RenewablePool pages;
        synchronized (this) {
            pages = poolForPages;
        }
        if (pages != null) {
            pages.renewIfStuck();
        }
    }

    /**
     * Opens a connection of its own, outside the pools, with the settings that all connections have. Whoever takes it closes it.
     *
     * @throws SQLException when it cannot be opened
     */
    public Connection connect() throws SQLException {
        return new SingleConnections(settings, session).getConnection();
    }

    /** Says in one sentence why a statement could not be run here. */
    public TargetUnavailableException unavailable(SQLException failure) {
        if (READ_ONLY.equals(failure.getSQLState())) {
            // Connections keep what was set when they were opened.
            pool.refresh();
            return unavailability(settings).of(failure, readOnlyReason());
        }
        return unavailability(settings).of(failure);
    }

    /**
     * Why the database can only be read, and what ends that, as a clause that follows its name; empty when it can be written to.
     *
     * @throws SQLException when it cannot be asked
     */
    public Optional<String> readOnlyReason(Connection connection) throws SQLException {
        return ReadOnlyReason.of(connection);
    }

    /** Whether its server is on this machine, as far as the URL says it. */
    public boolean onThisMachine() {
        return embedded || LOCAL.contains(settings.host());
    }

    private Optional<String> readOnlyReason() {
        try (Connection connection = connect()) {
            return ReadOnlyReason.of(connection);
        } catch (SQLException e) {
            LOG.debug("the database was not asked why it is read-only", e);
            return Optional.empty();
        }
    }

    /**
     * Cancels the statements that this pool's connections are executing, if the database can be reached. Their transactions fail and
     * change nothing.
     */
    public void cancelRunning() {
        try (Connection connection = pool.getConnection();
                PreparedStatement cancel = connection.prepareStatement(
                        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid()")) {
            cancel.setString(1, session);
            cancel.executeQuery().close();
        } catch (SQLException e) {
            LOG.debug("running statements were not cancelled", e);
        }
    }

    @Override
    public synchronized void close() {
        if (poolForPages != null) {
            poolForPages.close();
        }
        pool.close();
    }

    private static void reach(TargetSettings settings) {
        try (Connection connection = new SingleConnections(settings, "waybill").getConnection()) {
            connection.isValid((int) CONNECTION_WAIT.toSeconds());
        } catch (SQLException e) {
            throw unavailability(settings).ofConnecting(e);
        }
    }

    private static Unavailability unavailability(TargetSettings settings) {
        return new Unavailability(settings.place(), settings.user());
    }

    private static HikariConfig poolSettings(String system, TargetSettings settings, String session) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("target-" + system);
        config.setJdbcUrl(settings.url());
        if (!settings.user().isEmpty()) {
            config.setUsername(settings.user());
        }
        if (!settings.password().isEmpty()) {
            config.setPassword(settings.password());
        }
        config.setMaximumPoolSize(POOL_SIZE);
        // A server has a process for each connection: there are those that are asked for, and no others.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverrideClassName(KeepConnection.class.getName());
        // What a connection is set back to when it is returned.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SessionSettings.SQL);
        config.addDataSourceProperty("ApplicationName", session);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
