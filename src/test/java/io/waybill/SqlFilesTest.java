package io.waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every SQL file is beside a class that runs it, and tells PostgreSQL what the tables hold that it makes. */
class SqlFilesTest {
    private static final Path CODE = Path.of("src/main/java");
    private static final Path FILES = Path.of("src/main/resources");
    /** Flyway finds these by itself. */
    private static final Path MIGRATIONS = Path.of("io/waybill/database/migration");
    /** A name that a class puts together, as in {@code "fill-" + model + ".sql"}. */
    private static final Pattern COMPOSED = Pattern.compile("\"([a-z-]+)\" \\+ \\w+ \\+ \"([a-z-]*\\.sql)\"");

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
    /** A table that is made with its rows. */
    private static final Pattern MADE =
            Pattern.compile("CREATE (?:UNLOGGED )?TABLE (\\{[a-z]+\\}\\.\\w+|\\{[a-z_.]+\\}) AS\\b");

    @Test
    void everySqlFileIsNamedByAClassOfItsPackage() {
        List<Path> files = sqlFiles();
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(files).allSatisfy(file -> {
            String name = file.getFileName().toString();
            String code = code(file.getParent());
            assertThat(code.contains("\"" + name + "\"") || isComposed(code, name))
                    .as("%s is named in %s", name, file.getParent())
                    .isTrue();
        });
    }

    @Test
    void aTableThatAFileMakesAndJoinsIsAnalysedInBetween() {
        long joined = 0;
        for (Path file : sqlFiles()) {
            String sql = COMMENT.matcher(text(FILES.resolve(file))).replaceAll("");
            Matcher made = MADE.matcher(sql);
            while (made.find()) {
                String table = made.group(1);
                int join = sql.indexOf("JOIN " + table, made.end());
                if (join >= 0) {
                    joined++;
                    // Otherwise its rows of one value are a guess, and a plan may pair all of them with all others.
                    assertThat(sql.substring(made.end(), join))
                            .as("%s, between the making of %s and its join", file, table)
                            .contains("ANALYZE " + table);
                }
            }
        }
        assertThat(joined).isPositive();
    }

    /** Also schemas and whatever else is no statement of ours: a class names them all. */
    private static List<Path> sqlFiles() {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(FILES::relativize)
                    .filter(file -> !file.startsWith(MIGRATIONS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path folder) {
        try (Stream<Path> classes = Files.list(CODE.resolve(folder))) {
            return classes.filter(file -> file.toString().endsWith(".java"))
                    .map(SqlFilesTest::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isComposed(String code, String name) {
        Matcher composed = COMPOSED.matcher(code);
        while (composed.find()) {
            if (name.startsWith(composed.group(1)) && name.endsWith(composed.group(2))) {
                return true;
            }
        }
        return false;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
