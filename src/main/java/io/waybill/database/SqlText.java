package io.waybill.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** SQL from the {@code .sql} files that stand beside the class that runs it. */
public final class SqlText {
    private SqlText() {}

    /**
     * The text of {@code <name>.sql} in the package of this class.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static String of(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + name + ".sql beside " + beside.getName());
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
