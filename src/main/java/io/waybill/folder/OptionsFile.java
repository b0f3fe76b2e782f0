package io.waybill.folder;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.PlainText;
import io.waybill.format.Position;
import io.waybill.model.DropOptions;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads and writes {@code <name>.options}: Java properties in UTF-8, one option a line. */
public final class OptionsFile {
    private static final String PREVIEW = "preview";
    private static final String AGAIN = "again";
    private static final String TOKEN = "token";
    private static final String BY = "by";
    private static final List<String> OWN = List.of(PREVIEW, AGAIN, TOKEN, BY);
    private static final long LARGEST = 64 * 1024;

    private OptionsFile() {}

    /**
     * Reads the options of a drop. Names that are not Waybill's own go to the feed.
     *
     * @param file the options file; when there is none, there are no options
     * @param name as people know the file, for messages
     * @throws BrokenFileException when it cannot be understood
     * @throws IOException when it cannot be read
     */
    public static DropOptions read(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return DropOptions.NONE;
        }
        Properties properties = parse(file, name);
        Map<String, String> others = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> !OWN.contains(key))
                .forEach(key -> others.put(key, properties.getProperty(key).strip()));
        if (others.containsKey("")) {
            throw broken(name, "option-without-name", "=" + others.get(""), "<option>=<value> on each line");
        }
        return new DropOptions(
                flag(properties, PREVIEW, name),
                flag(properties, AGAIN, name),
                properties.getProperty(TOKEN, "").strip(),
                properties.getProperty(BY, "").strip(),
                others);
    }

    /** Writes options as the text of an options file. */
    public static String write(DropOptions options) {
        Properties properties = new Properties();
        options.asMap().forEach(properties::setProperty);
        if (!options.token().isEmpty()) {
            properties.setProperty(TOKEN, options.token());
        }
        if (!options.by().isEmpty()) {
            properties.setProperty(BY, options.by());
        }
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    /** Whether an option of this name is Waybill's own, not a feed's. */
    public static boolean isOwn(String name) {
        return OWN.contains(name);
    }

    /** The names of Waybill's own options that people may give. */
    public static List<String> forPeople() {
        return List.of(AGAIN, PREVIEW);
    }

    private static Properties parse(Path file, String name) throws IOException {
        if (Files.isSymbolicLink(file) || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw broken(name, "not-an-options-file", null, "a text file of at most " + LARGEST + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw broken(name, "not-an-options-file", null, "a text file without NUL characters");
            }
            Properties properties = new Properties();
            properties.load(new StringReader(PlainText.withoutMark(text)));
            return properties;
        } catch (CharacterCodingException e) {
            throw broken(name, "not-an-options-file", null, "a text file in UTF-8");
        } catch (IllegalArgumentException e) {
            throw broken(name, "not-an-options-file", null, "complete \\uXXXX escapes (write \\\\ for a backslash)");
        }
    }

    private static boolean flag(Properties properties, String key, String name) {
        String value = properties.getProperty(key, "false").strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "yes", "1", "" -> true;
            case "false", "no", "0" -> false;
            default ->
                throw new BrokenFileException(new Fault(
                        Position.of(name),
                        null,
                        key,
                        "option-not-a-flag",
                        value,
                        "true or false",
                        "Correct it and drop again."));
        };
    }

    private static BrokenFileException broken(String name, String rule, String found, String expected) {
        return new BrokenFileException(
                Fault.ofFile(Position.of(name), rule, found, expected, "Correct it and drop both files again."));
    }
}
