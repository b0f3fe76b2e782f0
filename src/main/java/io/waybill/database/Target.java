package io.waybill.database;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database that a system delivers into, with a small pool of connections. Safe for use by several threads.
 */
public final class Target implements AutoCloseable {
    /** Schema of Waybill's own tables in a target. */
    public static final String LEDGER_SCHEMA = "waybill";

    private static final Logger LOG = LoggerFactory.getLogger(Target.class);
    private static final int POOL_SIZE = 6;
    private static final int POOL_SIZE_FOR_PAGES = 4;
    /** Queries for pages are quick; slower ones are cancelled. */
    private static final Duration LONGEST_QUERY_FOR_PAGES = Duration.ofSeconds(30);

    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(15);
    /** Short enough that a health check answers before the monitor that called it times out. */
    private static final Duration POOL_WAIT = Duration.ofSeconds(5);

    private final String system;
    private final TargetSettings settings;
    private final boolean embedded;
    private final String session = "waybill-" + UUID.randomUUID().toString().substring(0, 8);
    private final HikariDataSource pool;
    private HikariDataSource poolForPages;

    private Target(String system, TargetSettings settings, boolean embedded) {
        this.system = requireNonNull(system, "system");
        this.settings = requireNonNull(settings, "settings");
        this.embedded = embedded;
        this.pool = new HikariDataSource(poolSettings(system, settings, session));
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
            config.addDataSourceProperty(
                    "options",
                    "-c statement_timeout=" + LONGEST_QUERY_FOR_PAGES.toMillis()
                            // A list may be filtered by any combination of columns: one generic plan would be a
                            // bad plan for each.
                            + " -c plan_cache_mode=force_custom_plan");
            poolForPages = new HikariDataSource(config);
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
        requireRightToMigrate();
        try {
            Flyway.configure(Target.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:io/waybill/database/migration")
                    .schemas(LEDGER_SCHEMA)
                    .defaultSchema(LEDGER_SCHEMA)
                    .createSchemas(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql) {
                    throw unavailability(settings).of(sql);
                }
            }
            throw new TargetUnavailableException(
                    "Schema " + LEDGER_SCHEMA + " of the database " + settings.place()
                            + " cannot be brought up to date: "
                            + e.getMessage().lines().findFirst().orElse("no reason given"),
                    e);
        }
    }

    /** Checked first, because Flyway retries for many seconds before it reports a missing privilege. */
    private void requireRightToMigrate() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '"
                        + LEDGER_SCHEMA + "') OR has_database_privilege(current_database(), 'CREATE')")) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new TargetUnavailableException("The database " + settings.place() + " does not let user "
                        + settings.user() + " create the schema " + LEDGER_SCHEMA + ": grant CREATE on the database.");
            }
        } catch (SQLException e) {
            throw unavailability(settings).of(e);
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
    }

    /** Says in one sentence why a statement could not be run here. */
    public TargetUnavailableException unavailable(SQLException failure) {
        return unavailability(settings).of(failure);
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
        Properties properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password());
        }
        properties.setProperty("ApplicationName", "waybill");
        properties.setProperty("loginTimeout", Long.toString(CONNECTION_WAIT.toSeconds()));
        try (Connection connection = DriverManager.getConnection(settings.url(), properties)) {
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
        config.setMinimumIdle(1);
        config.setConnectionTimeout(POOL_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setExceptionOverrideClassName(KeepConnection.class.getName());
        config.addDataSourceProperty("ApplicationName", session);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
