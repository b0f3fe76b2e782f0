package io.waybill.delivery.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.waybill.format.PlainText;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the checks of a feed, {@code checks/<system>/<feed>/<name>.sql} in the folder of the configuration, and those
 * of all feeds of its system, {@code checks/<system>/<name>.sql}. A file begins with comments, among them
 * {@code -- severity: error} or {@code warning} and {@code -- sentence: …}, perhaps {@code -- needs: …} with tables without which it is not
 * run; the rest is one query.
 */
public final class CheckFiles {
    private static final String ENDING = ".sql";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ENTRY = Pattern.compile("--\\s*(severity|sentence|needs)\\s*:\\s*(.*)");
    private static final String COMMENT = "--";

    private final Path config;

    /** @param config folder of the configuration */
    public CheckFiles(Path config) {
        this.config = requireNonNull(config, "config");
    }

    /**
     * The checks of a feed as they are now, by name.
     *
     * @throws CheckFileException when a file cannot be understood
     * @throws IOException when one cannot be read
     */
    List<Check> of(FeedName feed) throws IOException {
        List<Check> checks = new ArrayList<>();
        Path own = feed.checks(config);
        add(own.getParent(), checks);
        add(own, checks);
        return checks;
    }

    private void add(Path folder, List<Check> checks) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                checks.add(read(file));
            }
        }
    }

    private Check read(Path file) throws IOException {
        String place =
                config.getFileName() + "/" + config.relativize(file).toString().replace('\\', '/');
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        if (!NAME.matcher(name).matches()) {
            throw mistake(place + ": the name of a check consists of small letters, digits and single hyphens, such as"
                    + " path-of-parent.sql.");
        }
        List<String> lines = PlainText.withoutMark(new String(Files.readAllBytes(file), UTF_8))
                .lines()
                .toList();
        Map<String, String> header = new HashMap<>();
        int first = 0;
        while (first < lines.size() && isComment(lines.get(first))) {
            Matcher entry = ENTRY.matcher(lines.get(first).strip());
            if (entry.matches() && header.put(entry.group(1), entry.group(2).strip()) != null) {
                throw mistake(place + ", line " + (first + 1) + ": a second " + entry.group(1) + ", expected one.");
            }
            first++;
        }
        String sentence = header.getOrDefault("sentence", "");
        if (sentence.isEmpty()) {
            throw mistake(
                    place + ", line 1: no sentence; expected a line -- sentence: with the message for people when the"
                            + " check finds something.");
        }
        return new Check(
                name,
                severity(header.get("severity"), place, lines),
                sentence,
                Pattern.compile("[,\\s]+")
                        .splitAsStream(header.getOrDefault("needs", ""))
                        .filter(table -> !table.isEmpty())
                        .toList(),
                query(lines, first, place),
                place,
                first + 1);
    }

    private static Severity severity(String word, String place, List<String> lines) {
        for (Severity severity : Severity.values()) {
            if (severity.word().equals(word)) {
                return severity;
            }
        }
        int line = 1;
        while (word != null && !lines.get(line - 1).matches("\\s*--\\s*severity\\s*:.*")) {
            line++;
        }
        throw mistake(place + ", line " + line + ": " + (word == null ? "no severity" : "severity '" + word + "'")
                + "; expected a line -- severity: error or -- severity: warning.");
    }

    /** The single query of a file; a second statement could end the delivering transaction. */
    private static String query(List<String> lines, int first, String place) {
        int last = lines.size() - 1;
        while (last >= first && isComment(lines.get(last))) {
            last--;
        }
        if (last < first) {
            throw mistake(place + ", line " + Math.max(1, lines.size()) + ": no query; expected one SELECT.");
        }
        List<String> query = new ArrayList<>(lines.subList(first, last + 1));
        String end = query.get(query.size() - 1).stripTrailing();
        query.set(query.size() - 1, end.endsWith(";") ? end.substring(0, end.length() - 1) : end);
        for (int i = 0; i < query.size(); i++) {
            if (!isComment(query.get(i)) && query.get(i).indexOf(';') >= 0) {
                throw mistake(place + ", line " + (first + i + 1)
                        + ": a semicolon; expected one SELECT, with a semicolon at most at its end (write chr(59) for one"
                        + " in a text).");
            }
        }
        return String.join("\n", query);
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.strip().startsWith(COMMENT);
    }

    private static CheckFileException mistake(String sentence) {
        return new CheckFileException(sentence, null);
    }
}
