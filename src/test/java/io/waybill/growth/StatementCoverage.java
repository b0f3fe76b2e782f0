package io.waybill.growth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.StatementCounters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which SQL files were run, by the texts that {@code pg_stat_statements} keeps: without constants, which are numbered there. */
final class StatementCoverage {
    private static final Path FILES = Path.of("src/main/resources/io/waybill");
    /** What is another text when a file is run: names that are filled in, parameters, constants. */
    private static final Pattern VARIES = Pattern.compile(
            "\\{[a-z][^}]*\\}|\\?|(?<=\\bextract\\()\\w+"
                    + "|(?:\\b[eE])?(?:'[^']*'|-?\\$?\\b\\d+\\b)(?:, (?:'[^']*'|-?\\d+\\b))*|\\$\\d+|\\b(?:true|false|null)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Definitions of tables, which are run once, before there are rows. */
    private static final Pattern DEFINITIONS = Pattern.compile("database/migration/.*|[a-z]+/schema\\.sql");

    private StatementCoverage() {}

    /**
     * The SQL files none of whose statements was run, without definitions of tables; with the folder, below {@code io/waybill}.
     *
     * @param statements as {@link StatementCounters#plain} gives them
     */
    static List<String> notAmong(Collection<String> statements) throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !DEFINITIONS.matcher(name(file)).matches())
                    .filter(file -> !isAmong(file, statements))
                    .map(StatementCoverage::name)
                    .sorted()
                    .toList();
        }
    }

    /** What {@code not-run.txt} lists, with its reasons; each is there. */
    static List<String> notToBeRun() throws IOException {
        try (InputStream list = StatementCoverage.class.getResourceAsStream("not-run.txt")) {
            List<String> names = new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            assertThat(names).allMatch(name -> Files.exists(FILES.resolve(name)));
            return names;
        }
    }

    private static String name(Path file) {
        return FILES.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isAmong(Path file, Collection<String> statements) {
        return statementsOf(file)
                .map(StatementCoverage::fixedParts)
                .anyMatch(parts -> !parts.isEmpty() && statements.stream().anyMatch(run -> hasInTurn(run, parts)));
    }

    private static Stream<String> statementsOf(Path file) {
        try {
            return Arrays.stream(
                    StatementCounters.plain(Files.readString(file, UTF_8)).split(";(?=\\s|$)"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is the same whenever the statement is run. */
    private static List<String> fixedParts(String statement) {
        return VARIES.splitAsStream(statement)
                .map(String::strip)
                .filter(part -> part.length() > 1)
                .toList();
    }

    private static boolean hasInTurn(String statement, List<String> parts) {
        int from = 0;
        for (String part : parts) {
            int at = statement.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }
}
