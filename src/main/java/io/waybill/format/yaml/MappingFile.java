package io.waybill.format.yaml;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waybill.format.BrokenFileException;
import io.waybill.format.NearestName;
import io.waybill.format.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads a YAML file of {@code config/} as a record. Names and words in the file are kebab-case; names that the record
 * does not have are refused. Whatever is wrong is one sentence that names the file and the property.
 */
public final class MappingFile {
    /** How deep values may stand within each other: deeper than anybody writes, and no danger to the stack. */
    static final int DEEPEST = 100;
    /** Made once: what it learns of a type takes longer than reading a file. */
    private static final JsonMapper MAPPER = JsonMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final String name;

    /** @param file its path */
    public MappingFile(Path file) {
        this(file, file.toString());
    }

    /**
     * Refers to a file that its owner knows by another name.
     *
     * @param file its path
     * @param name for messages
     */
    public MappingFile(Path file, String name) {
        this.file = requireNonNull(file, "file");
        this.name = requireNonNull(name, "name");
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it cannot be read or does not fit the record
     */
    public <T> T read(Class<T> type) {
        List<String> faults = new ArrayList<>();
        T read = read(type, faults::add);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return read;
    }

    /**
     * Reads it although elements of lists do not fit, where {@link EachElement} reads these: they are null.
     *
     * @param faults gets a sentence for each such element
     * @throws IllegalArgumentException when it cannot be read, or does not fit the record elsewhere; also with the sentences until then
     */
    public <T> T read(Class<T> type, Consumer<String> faults) {
        String text = "";
        List<JsonMappingException> elements = new ArrayList<>();
        try {
            text = PlainText.read(file);
            Optional<YamlProblem> passedOver = YamlProblem.passedOver(text);
            if (passedOver.isPresent()) {
                throw noYaml(passedOver.get(), null);
            }
            T read = reader(type, elements).readValue(text);
            for (JsonMappingException element : elements) {
                faults.accept(line(text, element));
            }
            return read;
        } catch (JsonProcessingException e) {
            Optional<IllegalArgumentException> noYaml = noYaml(e);
            if (noYaml.isPresent()) {
                throw noYaml.get();
            }
            List<String> lines = new ArrayList<>();
            for (JsonMappingException element : elements) {
                lines.add(line(text, element));
            }
            lines.add(line(text, e));
            throw new IllegalArgumentException(String.join("\n", lines), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ObjectReader reader(Class<?> type, List<JsonMappingException> elements) {
        return MAPPER.readerFor(type).withAttribute(EachElement.FAULTS, elements);
    }

    private String line(String text, JsonProcessingException e) {
        String sentence = sentence(e);
        return name + ", line " + (e.getLocation() == null ? "?" : Misfit.line(text, e)) + ": " + sentence
                + (sentence.endsWith(".") ? "" : ".");
    }

    /** The refusal of a file that is no YAML at all; the parser's own message is a picture of many lines. */
    private Optional<IllegalArgumentException> noYaml(JsonProcessingException e) {
        return YamlProblem.behind(e).map(problem -> noYaml(problem, e));
    }

    private IllegalArgumentException noYaml(YamlProblem problem, Exception cause) {
        return new IllegalArgumentException(
                problem.at(name) + ": " + (cause == null ? "" : "this is no YAML: ") + "found " + problem.found()
                        + "; expected " + problem.expected() + ".",
                cause);
    }

    /**
     * Reads it as something that somebody dropped. A record that refuses what it is given has to say what was expected, as a phrase.
     *
     * @throws BrokenFileException when it is no text, no YAML, or does not fit the record
     * @throws IOException when it cannot be read
     */
    public <T> T readDropped(Class<T> type) throws IOException {
        String text = PlainText.readDropped(file, name);
        List<JsonMappingException> elements = new ArrayList<>();
        try {
            Optional<YamlProblem> passedOver = YamlProblem.passedOver(text);
            if (passedOver.isPresent()) {
                throw new BrokenFileException(Misfit.fault(name, passedOver.get()));
            }
            T read = reader(type, elements).readValue(text);
            if (read == null) {
                throw new BrokenFileException(Misfit.nothing(name));
            }
            if (!elements.isEmpty()) {
                throw broken(text, elements);
            }
            return read;
        } catch (JsonMappingException e) {
            elements.add(e);
            throw broken(text, elements);
        } catch (JsonProcessingException e) {
            throw new BrokenFileException(Misfit.fault(name, text, e));
        }
    }

    private BrokenFileException broken(String text, List<JsonMappingException> all) {
        return new BrokenFileException(
                all.stream().map(each -> Misfit.fault(name, text, each)).toList(), all.size());
    }

    /**
     * Refuses the file unless a condition holds.
     *
     * @param property its path, as in {@code feeds.users.columns}
     * @param found what the file has there; null when it has nothing
     * @param expected what should be there, as a phrase
     * @throws IllegalArgumentException with the file, the property, what was found and what was expected
     */
    public void require(String property, boolean holds, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ", " + property
                    + (found == null ? " is missing" : ": found '" + found + "'") + "; expected " + expected);
        }
    }

    /**
     * The refusal of the file for another reason.
     *
     * @param property its path, as in {@code feeds.users.columns}
     * @param reason what is wrong with it, and what was expected
     */
    public IllegalArgumentException wrong(String property, String reason) {
        return new IllegalArgumentException(name + ", " + property + ": " + reason);
    }

    private static String sentence(JsonProcessingException e) {
        if (e instanceof ValueInstantiationException missing && missing.getCause() instanceof NullPointerException) {
            return path(missing) + "." + missing.getCause().getMessage() + " is missing";
        }
        if (e instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException) {
            return path(refused) + ": " + refused.getCause().getMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown.getPropertyName() + " is unknown here" + nearest(unknown) + "; expected one of "
                    + names(unknown);
        }
        if (e instanceof InvalidFormatException invalid
                && invalid.getTargetType().isEnum()) {
            return path(invalid) + ": '" + invalid.getValue() + "' is unknown; expected one of "
                    + String.join(", ", words(invalid));
        }
        if (e instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
            List<String> names = kinds(unknown.getBaseType().getRawClass());
            return path(unknown) + ": '" + unknown.getTypeId() + "' is unknown"
                    + NearestName.suggestion(unknown.getTypeId(), names) + "; expected one of "
                    + String.join(", ", names);
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return path(mismatch) + ": expected " + form(mismatch.getTargetType());
        }
        return Misfit.twice(e)
                .map(name -> "found the name '" + name + "' twice; expected each name once")
                .orElseGet(e::getOriginalMessage);
    }

    /** What the file has to have where a record has a value of a type. */
    private static String form(Class<?> type) {
        List<String> kinds = kinds(type);
        if (!kinds.isEmpty()) {
            return "exactly one of " + String.join(", ", kinds) + ", with a colon and what belongs to it";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list: values in [ ], or each on a line of its own after a hyphen";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        boolean names =
                Map.class.isAssignableFrom(type) || type.isRecord() && !type.isAnnotationPresent(JsonDeserialize.class);
        return names ? "names, each with a colon and its value" : "a single value";
    }

    /** The names by which a file chooses between several kinds of records; none for other types. */
    private static List<String> kinds(Class<?> type) {
        JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
        return kinds == null
                ? List.of()
                : Arrays.stream(kinds.value()).map(JsonSubTypes.Type::name).toList();
    }

    /** The names that are known where an unknown one stands, in alphabetical order. */
    static String names(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static List<String> words(InvalidFormatException invalid) {
        return Arrays.stream(invalid.getTargetType().getEnumConstants())
                .map(word -> word.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    /** A name that is misspelt is one of the known names but for a few letters. */
    static String nearest(UnrecognizedPropertyException unknown) {
        return NearestName.suggestion(
                unknown.getPropertyName().replace('_', '-'),
                unknown.getKnownPropertyIds().stream().map(Object::toString).toList());
    }

    static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            path.append(path.isEmpty() ? "" : ".")
                    .append(step.getFieldName() == null ? step.getIndex() + 1 : step.getFieldName());
        }
        return path.toString();
    }
}
