package io.waybill.cli;

import io.waybill.settings.Settings;
import java.nio.file.Path;

/** Where Log4j finds its settings. */
final class LogSettings {
    private static final String PROPERTY = "log4j2.configurationFile";

    private LogSettings() {}

    /** Makes Log4j read {@code config/log4j2.properties}; to be called before anything is logged. */
    static void apply(Settings settings) {
        Path file = settings.config().resolve("log4j2.properties");
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file.toUri().toString());
        }
    }
}
