package io.waybill.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** SQL from {@code .sql} files in the package of the class that runs it. Each is read once: a small drop runs hundreds of them. */
public final class SqlText {
    /** The texts that were read, by file. They never change, and go with their class. */
    private static final ClassValue<ConcurrentMap<String, String>> TEXTS = new ClassValue<>() {
        @Override
        protected ConcurrentMap<String, String> computeValue(Class<?> beside) {
            return new ConcurrentHashMap<>();
        }
    };

    private SqlText() {}

    /**
     * The text of a file, without leading and trailing white space.
     *
     * @param beside a class in the same package as the file
     * @param file its name, e.g. {@code claim.sql}
     * @throws IllegalArgumentException when there is no such file
     */
    public static String of(Class<?> beside, String file) {
        return TEXTS.get(beside).computeIfAbsent(file, name -> read(beside, name));
    }

    private static String read(Class<?> beside, String file) {
        try (InputStream stream = beside.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + file + " beside " + beside.getName());
            }
            return new String(stream.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
