package io.waybill.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrations of the schema {@code waybill} that this program has, each with the checksum that Flyway gives it. With them one query
 * finds out whether a target has exactly these; only where it has not, Flyway is needed, which takes much longer to begin.
 */
final class Migrations {
    /** Where they are, below the root of the classpath. */
    static final String FOLDER = "io/waybill/database/migration";

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final Pattern NAME = Pattern.compile("V([0-9]+(?:_[0-9]+)*)__.*\\.sql");
    private static final String HISTORY = Target.LEDGER_SCHEMA + ".flyway_schema_history";
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Map<String, Integer> checksums;

    private Migrations(Map<String, Integer> checksums) {
        this.checksums = Map.copyOf(checksums);
    }

    /** Those of this program; none when they cannot be listed where it has been put. */
    static Migrations ofProgram() {
        URL folder = Migrations.class.getClassLoader().getResource(FOLDER);
        try {
            if (folder == null) {
                return new Migrations(Map.of());
            }
            URI place = folder.toURI();
            if (place.getScheme().equals("file")) {
                return in(Path.of(place));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return in(jar.getPath(FOLDER));
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            LOG.debug("the migrations in {} are left to Flyway", folder, e);
            return new Migrations(Map.of());
        }
    }

    private static Migrations in(Path folder) throws IOException {
        Map<String, Integer> checksums = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    // Of a kind that only Flyway knows.
                    return new Migrations(Map.of());
                }
                checksums.put(name.group(1).replace('_', '.'), checksum(file));
            }
        }
        return new Migrations(checksums);
    }

    /** Of the lines without their ends, as Flyway computes it. */
    private static int checksum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            boolean first = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean marked = first && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
                sum.update((marked ? line.substring(1) : line).getBytes(StandardCharsets.UTF_8));
                first = false;
            }
        }
        return (int) sum.getValue();
    }

    /**
     * Whether a target has had all of these, none with another content, and nothing else.
     *
     * @throws SQLException when its history cannot be read
     */
    boolean areAllIn(Connection connection) throws SQLException {
        if (checksums.isEmpty()) {
            return false;
        }
        Map<String, Integer> had = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            if (!hasHistory(statement)) {
                return false;
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT version, checksum, success AND type = 'SQL' FROM " + HISTORY)) {
                while (row.next()) {
                    if (row.getString(1) == null || !row.getBoolean(3) || had.containsKey(row.getString(1))) {
                        return false;
                    }
                    had.put(row.getString(1), row.getObject(2, Integer.class));
                }
            }
        }
        return had.equals(checksums);
    }

    private static boolean hasHistory(Statement statement) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT to_regclass('" + HISTORY + "') IS NOT NULL")) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
