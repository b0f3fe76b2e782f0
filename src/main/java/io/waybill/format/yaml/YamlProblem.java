package io.waybill.format.yaml;

import io.waybill.format.Position;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;

/**
 * Why a text is no YAML, in our own words: those of the parser are for programmers.
 *
 * @param line 1-based; 0 when it is not known
 * @param column 1-based; 0 when it is not known
 * @param found what stands there
 * @param expected what should be there
 */
public record YamlProblem(long line, long column, String found, String expected) {
    private static final String QUOTES = "; a text with signs that mean something in YAML has to be in quotes";
    private static final String NEITHER = "a name with a colon and its value, or a hyphen and a value" + QUOTES;

    /** What is said of a message of the parser that contains some words. */
    private record Said(String words, String found, String expected) {}

    private static final List<Said> ALL = List.of(
            new Said(
                    "Global tag is not allowed",
                    "a type (!!)",
                    "a value without a type: nothing is made of types here"),
            new Said(
                    "undefined tag handle",
                    "a type (!)",
                    "a value without a type: a text that begins with ! has to be in quotes"),
            new Said(
                    "scanning a tag",
                    "a type (!)",
                    "a value without a type: a text that begins with ! has to be in quotes"),
            new Said(
                    "undefined alias",
                    "a reference (*) to nothing",
                    "a value; a text that begins with * has to be in quotes"),
            new Said("found another document", "a second document (---)", "one document in a file"),
            new Said("incompatible YAML document", "another version of YAML", "YAML 1"),
            new Said("TAB", "a tabulator at the beginning of a line", "spaces"),
            new Said(
                    "cannot start any token",
                    "a sign that no value begins with",
                    "a value; one that begins with such a sign has to be in quotes"),
            new Said(
                    "mapping values are not allowed",
                    "a second colon, or a line that is further in than it may be",
                    NEITHER),
            new Said("expected ',' or ']'", "a list in [ ] that does not go on as one", "a comma or ]" + QUOTES),
            new Said("expected ',' or '}'", "values in { } that do not go on as such", "a comma or }" + QUOTES),
            new Said("unexpected end of stream", "a text that does not end", "the closing quotes"),
            new Said(
                    "unknown escape character",
                    "a backslash before a sign that it does not belong to",
                    "single quotes, in which a backslash means nothing"),
            new Said(
                    "expected <block end>",
                    "a line that does not belong to those before it",
                    "lines that begin below each other"));

    /** What the parser has found. */
    public static YamlProblem of(MarkedYAMLException problem) {
        String words = problem.getContext() + " " + problem.getProblem();
        Said said = ALL.stream()
                .filter(each -> words.contains(each.words))
                .findFirst()
                .orElse(new Said("", "something that is no YAML", NEITHER));
        Mark mark = problem.getProblemMark();
        return mark == null
                ? new YamlProblem(0, 0, said.found, said.expected)
                : new YamlProblem(mark.getLine() + 1L, mark.getColumn() + 1L, said.found, said.expected);
    }

    /**
     * What a reader of records would pass over without a word: it takes a reference for the text of its name, and ends at the end of the first
     * document.
     *
     * @return empty where there is no such thing; also where the text is no YAML or too deep, which the reader itself tells
     */
    static Optional<YamlProblem> passedOver(String text) {
        int documents = 0;
        int depth = 0;
        try {
            for (Event event : new Yaml().parse(new StringReader(text))) {
                if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor() != null) {
                    return at(
                            event,
                            "a reference from one part of the file to another (& or *)",
                            "each value written out; a text that begins" + " with such a sign has to be in quotes");
                }
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                if (depth > MappingFile.DEEPEST) {
                    return Optional.empty();
                }
                if (event instanceof DocumentStartEvent && ++documents > 1) {
                    return at(event, "a second document (---)", "one document in a file");
                }
            }
        } catch (YAMLException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<YamlProblem> at(Event event, String found, String expected) {
        Mark mark = event.getStartMark();
        return Optional.of(new YamlProblem(mark.getLine() + 1L, mark.getColumn() + 1L, found, expected));
    }

    /** What the parser has found, when it is the reason of a failure. */
    static Optional<YamlProblem> behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException problem) {
                return Optional.of(of(problem));
            }
        }
        return Optional.empty();
    }

    /** Where in a file it is. */
    public Position at(String file) {
        return new Position(file, line, column, -1);
    }
}
