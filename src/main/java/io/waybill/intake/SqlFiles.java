package io.waybill.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The SQL of this package, from the {@code .sql} files beside it. */
final class SqlFiles {
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /** @param name of the file, without {@code .sql} */
    String text(String name) {
        return texts.computeIfAbsent(name, SqlFiles::load);
    }

    private static String load(String name) {
        try (InputStream file = SqlFiles.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name + ".sql beside " + SqlFiles.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
