package io.waybill.format.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Why a dropped YAML file does not fit its record, as a fault of the file. */
final class Misfit {
    private static final String NAMES = "names, each with a colon and its value, as in YAML";
    private static final String RULE = "not-understood";
    private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'");

    private Misfit() {}

    static Fault nothing(String file) {
        return Fault.ofFile(Position.of(file), RULE, "nothing", NAMES, null);
    }

    static Fault fault(String file, YamlProblem problem) {
        return fault(problem.at(file), null, problem.found(), problem.expected());
    }

    /**
     * The line of what does not fit. The parser has read a whole record when it says that a name in it is unknown: then it is the line of the
     * name, if there is only one.
     */
    static int line(String text, JsonProcessingException e) {
        int parsed = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
        if (!(e instanceof UnrecognizedPropertyException unknown)) {
            return parsed;
        }
        Pattern name = Pattern.compile((unknown.getPath().size() == 1 ? "" : "[\\s{,-]*") + "[\"']?"
                + Pattern.quote(unknown.getPropertyName()) + "[\"']?\\s*:.*");
        List<String> lines = text.lines().toList();
        List<Integer> found = IntStream.range(0, lines.size())
                .filter(i -> name.matcher(lines.get(i)).matches())
                .boxed()
                .toList();
        return found.size() == 1 ? found.get(0) + 1 : parsed;
    }

    static Fault fault(String file, String text, JsonProcessingException e) {
        Optional<YamlProblem> problem = YamlProblem.behind(e);
        if (problem.isPresent()) {
            return fault(file, problem.get());
        }
        JsonLocation place = e.getLocation();
        Position at = place == null
                ? Position.of(file)
                : line(text, e) == place.getLineNr()
                        ? new Position(file, place.getLineNr(), Math.max(0, place.getColumnNr()), -1)
                        : Position.ofLine(file, line(text, e));
        if (e instanceof ValueInstantiationException refused
                && refused.getCause() instanceof NullPointerException missing) {
            return fault(at, under(refused, missing.getMessage()), "nothing", "a value");
        }
        if (e instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException why) {
            return fault(at, field(refused), null, why.getMessage());
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return fault(
                    at,
                    field(unknown),
                    unknown.getPropertyName(),
                    "one of " + MappingFile.names(unknown) + MappingFile.nearest(unknown));
        }
        if (e instanceof InvalidFormatException invalid
                && invalid.getTargetType().isEnum()) {
            return fault(
                    at,
                    field(invalid),
                    String.valueOf(invalid.getValue()),
                    "one of " + String.join(", ", MappingFile.words(invalid)));
        }
        if (e instanceof MismatchedInputException other) {
            return other.getPath().isEmpty()
                    ? fault(at, null, "a text in which no line is a name with its value", NAMES)
                    : fault(at, field(other), "something else", kind(other.getTargetType()));
        }
        Optional<String> twice = twice(e);
        return twice.isPresent()
                ? fault(at, twice.get(), "the name twice", "each name once")
                : fault(at, null, "something that is no YAML", "names with their values, in YAML");
    }

    /** The name that stands in the same map twice, when that is what is wrong. */
    static Optional<String> twice(JsonProcessingException e) {
        Matcher message = TWICE.matcher(String.valueOf(e.getOriginalMessage()));
        return message.lookingAt() ? Optional.of(message.group(1)) : Optional.empty();
    }

    private static Fault fault(Position at, String field, String found, String expected) {
        return new Fault(at, null, field, RULE, found, expected, null);
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return Map.class.isAssignableFrom(type) || type.isRecord() && type.getDeclaredAnnotations().length == 0
                ? "names and values"
                : "a word";
    }

    private static String field(JsonMappingException e) {
        String path = MappingFile.path(e);
        return path.isEmpty() ? null : path;
    }

    private static String under(JsonMappingException e, String name) {
        String path = MappingFile.path(e);
        return path.isEmpty() ? name : path + "." + name;
    }
}
