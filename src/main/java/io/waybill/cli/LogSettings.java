package io.waybill.cli;

import io.waybill.settings.Settings;
import java.nio.file.Path;

/** Tells Log4j where its settings stand; before anything logs. */
final class LogSettings {
    private static final String PROPERTY = "log4j2.configurationFile";

    private LogSettings() {}

    static void of(Settings settings) {
        Path file = settings.config().resolve("log4j2.properties");
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file.toUri().toString());
        }
    }
}
