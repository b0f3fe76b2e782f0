package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPatternTest {
    @ParameterizedTest
    @ValueSource(strings = {"defaultPattern", "debug.pattern"})
    void theNameOfAFileCannotForgeALineOrControlATerminal(String pattern) throws IOException {
        String line =
                logged(pattern, "Waybill 7 (a\nb\r\n2026 INFO forged\u001B[31m\u009B2J\u0000\u202Evsc.csv): claimed");

        assertThat(line)
                .endsWith("Waybill 7 (a\\nb\\r\\n2026 INFO forged?[31m?2J??vsc.csv): claimed" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaultPattern", "debug.pattern"})
    void otherNamesAreLoggedAsTheyAre(String pattern) throws IOException {
        assertThat(logged(pattern, "گزارش <a> & naïve's {}.csv")).contains("گزارش <a> & naïve's {}.csv");
    }

    private static String logged(String pattern, String message) throws IOException {
        Properties config = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("config/log4j2.properties"))) {
            config.load(reader);
        }
        return PatternLayout.newBuilder()
                .withPattern(config.getProperty("appender.console.layout.patternSelector." + pattern))
                .build()
                .toSerializable(Log4jLogEvent.newBuilder()
                        .setLevel(Level.INFO)
                        .setLoggerName("io.waybill.Intake")
                        .setMessage(new SimpleMessage(message))
                        .build());
    }
}
