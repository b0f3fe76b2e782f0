package io.waybill.delivery.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.intake.FeedConfiguration;
import io.waybill.model.FeedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFilesTest {
    private static final FeedName FEED = new FeedName("sample", "items");

    @TempDir
    Path home;

    private Path config;
    private Path folder;

    @BeforeEach
    void folderOfTheFeed() throws IOException {
        config = home.resolve("config");
        folder = Files.createDirectories(config.resolve("checks/sample/items"));
    }

    @Test
    void aFileIsAHeaderAndAQuery() throws IOException {
        write(
                "of-parent.sql",
                "-- Why this matters; at length.\n\n--severity: warning\n-- sentence: Items have no parent: look.\n-- needs: item, hr.parent\n"
                        + "\nSELECT name -- what to show\nFROM item\n-- and more;\nWHERE parent IS NULL;\n\n-- the end\n");

        assertThat(new CheckFiles(config).of(FEED))
                .containsExactly(new Check(
                        "of-parent",
                        Severity.WARNING,
                        "Items have no parent: look.",
                        List.of("item", "hr.parent"),
                        "SELECT name -- what to show\nFROM item\n-- and more;\nWHERE parent IS NULL",
                        "config/checks/sample/items/of-parent.sql",
                        7));
    }

    @Test
    void aByteOrderMarkIsReadOver() throws IOException {
        write("a.sql", "\uFEFF-- sentence: Look.\n-- severity: error\nSELECT 1\n");

        assertThat(new CheckFiles(config).of(FEED)).extracting(Check::sentence).containsExactly("Look.");
    }

    @Test
    void checksComeByNameAndOtherFilesAreLeftAlone() throws IOException {
        for (String name : List.of("b.sql", "a.sql", "c.sql~", "notes.txt")) {
            write(name, "-- severity: error\n-- sentence: S.\nSELECT 1");
        }
        Files.createDirectory(folder.resolve("d.sql"));

        assertThat(new CheckFiles(config).of(FEED)).extracting(Check::name).containsExactly("a", "b");
        assertThat(new CheckFiles(config).of(new FeedName("sample", "others"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a.sql   | -- sentence: S.~SELECT 1                               | a.sql, line 1: no severity; expected a line -- severity: error or
                    a.sql   | -- sentence: S.~-- severity: fatal~SELECT 1            | a.sql, line 2: severity 'fatal'; expected
                    a.sql   | -- severity: error~SELECT 1                            | a.sql, line 1: no sentence; expected a line -- sentence:
                    a.sql   | -- severity: error~-- sentence:~SELECT 1               | a.sql, line 1: no sentence
                    a.sql   | SELECT 1~-- severity: error~-- sentence: S.            | a.sql, line 1: no sentence
                    a.sql   | -- severity: error~-- severity: warning~SELECT 1       | a.sql, line 2: a second severity, expected one
                    a.sql   | -- severity: error~-- sentence: S.                     | a.sql, line 2: no query; expected one SELECT
                    a.sql   | -- severity: error~-- sentence: S.~SELECT 1~DELETE;~x  | a.sql, line 4: a semicolon; expected one SELECT
                    a.sql   | -- severity: error~-- sentence: S.~SELECT 1; SELECT 2; | a.sql, line 3: a semicolon; expected one SELECT
                    A b.sql | -- severity: error~-- sentence: S.~SELECT 1            | A b.sql: the name of a check consists of
                    """)
    void aMistakeIsToldWithFileAndLine(String name, String text, String told) throws IOException {
        write(name, text.replace('~', '\n'));

        assertThatThrownBy(() -> new CheckFiles(config).of(FEED))
                .isInstanceOf(CheckFileException.class)
                .hasMessageStartingWith("config/checks/sample/items/")
                .hasMessageContaining(told);
    }

    @Test
    void anotherCheckMakesTheSameBytesAnotherDropButOnlyForItsFeed() throws IOException {
        FeedConfiguration configuration = new FeedConfiguration(List.of(config), "test");
        FeedName other = new FeedName("sample", "others");
        String before = configuration.digest(FEED, Map.of());
        String beforeOfOther = configuration.digest(other, Map.of());

        write("a.sql", "-- severity: error\n-- sentence: S.\nSELECT 1");
        String with = configuration.digest(FEED, Map.of());
        write("a.sql", "-- severity: error\n-- sentence: S.\nSELECT 2");

        assertThat(with).isNotEqualTo(before);
        assertThat(configuration.digest(FEED, Map.of())).isNotIn(before, with);
        assertThat(configuration.digest(other, Map.of())).isEqualTo(beforeOfOther);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
