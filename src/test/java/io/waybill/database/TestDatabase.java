package io.waybill.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a test's own, with the shortest way to run and to ask something. Its user is a superuser. */
public final class TestDatabase implements AutoCloseable {
    private final TargetSettings settings;
    private final String name;
    private final Runnable drop;

    TestDatabase(TargetSettings settings, String name, Runnable drop) {
        this.settings = settings;
        this.name = name;
        this.drop = drop;
    }

    /** One that is somebody else's; closing it leaves it as it is. */
    public static TestDatabase at(TargetSettings settings) {
        return new TestDatabase(
                settings, settings.url().substring(settings.url().lastIndexOf('/') + 1), () -> {});
    }

    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    public String url() {
        return settings.url();
    }

    public String name() {
        return name;
    }

    public String user() {
        return settings.user();
    }

    /** Not asked for by the tests' server. */
    public String password() {
        return settings.password();
    }

    public TargetSettings settings() {
        return settings;
    }

    /** Runs each of these, in autocommit mode; one text may hold several statements. */
    public void run(String... statements) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The rows as text, columns joined by {@code |}, NULL as {@code ∅}. */
    public List<String> query(String sql) {
        return rows(sql).stream().map(row -> String.join("|", row)).toList();
    }

    /** The rows as text, NULL as {@code ∅}. */
    public List<List<String>> rows(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                String[] row = new String[result.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    String value = result.getString(i + 1);
                    row[i] = value == null ? "∅" : value;
                }
                rows.add(Arrays.asList(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The first column of the first row, null when it is NULL or there is none. */
    public String value(String sql) {
        List<List<String>> rows = rows(sql);
        return rows.isEmpty() || rows.get(0).get(0).equals("∅")
                ? null
                : rows.get(0).get(0);
    }

    /** The first column of the first row as a number. */
    public long number(String sql) {
        return Long.parseLong(value(sql));
    }

    @Override
    public void close() {
        drop.run();
    }
}
