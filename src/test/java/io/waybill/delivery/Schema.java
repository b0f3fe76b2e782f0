package io.waybill.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Timetable application's tables, as the demo's database has them. */
final class Schema {
    private Schema() {}

    static String timetable() {
        try (var stream = Schema.class.getResourceAsStream("/io/waybill/timetable/schema.sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
