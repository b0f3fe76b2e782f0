package io.waybill.format.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    record Part(int size, String word) {
        Part {
            requireNonNull(word, "word");
            if (size < 1) {
                throw new IllegalArgumentException("a size of " + size + " is none");
            }
        }
    }

    record Whole(Colour colour, List<Part> someParts) {}

    @TempDir
    Path folder;

    @Test
    void aFileBecomesARecord() throws IOException {
        assertThat(read("colour: dark-blue\nsome-parts:\n  - {size: 2, word: x}\n"))
                .isEqualTo(new Whole(Colour.DARK_BLUE, List.of(new Part(2, "x"))));
    }

    @Test
    void aByteOrderMarkIsReadOver() throws IOException {
        assertThat(read("\uFEFFcolour: red\nsome-parts: []\n")).isEqualTo(new Whole(Colour.RED, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour: green | line 1: colour: 'green' is unknown; expected one of red, dark-blue",
                "color: red | line 1: color is unknown here (did you mean colour?); expected one of colour, some-parts",
                "some_parts: [] | some_parts is unknown here (did you mean some-parts?)",
                "weight: 2 | weight is unknown here; expected one of ",
                "some-parts: [{size: 2}] | some-parts.1.word is missing",
                "some-parts: [{size: 0, word: x}] | some-parts.1: a size of 0 is none",
            })
    void whatIsWrongIsNamedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("some.yaml", message);
    }

    @Test
    void aPropertyStandsOnce() {
        assertThatThrownBy(() -> read("colour: red\ncolour: red\n")).hasMessageContainingAll("line 2", "colour");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new MappingFile(folder.resolve("none.yaml")).read(Whole.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.yaml cannot be read");
    }

    private Whole read(String text) throws IOException {
        Path file = folder.resolve("some.yaml");
        Files.writeString(file, text);
        return new MappingFile(file).read(Whole.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour: !x!y red | line 1, column 9: found a type (!)",
                "colour: *red | line 1, column 9: found a reference from one part of the file to another (& or *), expected each value written out",
                "colour: &a red | line 1, column 9: found a reference from one part",
                "colour: @red | line 1, column 9: found a sign that no value begins with",
                "colour: 'red | found a text that does not end, expected the closing quotes",
                "some-parts: [{size: 2, word: x} | found a list in [ ] that does not go on as one",
                "some-parts: [{size: 2] | found values in { } that do not go on as such",
            })
    void whatIsNoYamlIsToldInOurOwnWordsWithItsPlace(String text, String message) throws IOException {
        Path file = folder.resolve("whole.yaml");
        Files.writeString(file, text);
        assertThatThrownBy(() -> new MappingFile(file, "whole.yaml").readDropped(Whole.class))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("whole.yaml, ")
                .hasMessageContaining(message);
    }

    @Test
    void aSecondDocumentAndAReferenceAreRefusedInTheConfigurationToo() throws IOException {
        assertThatThrownBy(() -> read("colour: red\n---\ncolour: dark-blue\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "some.yaml, line 2, column 1: found a second document (---); expected one document in a file.");
        assertThatThrownBy(() -> read("some-parts: [&a {size: 1, word: x}, *a]"))
                .hasMessageContaining("line 1, column 14: found a reference from one part of the file to another");
        assertThat(read("---\ncolour: 'red'\n...\n").colour()).isEqualTo(Colour.RED);
    }

    @Test
    void aNameThatStandsThereTwiceIsNamed() throws IOException {
        Path file = folder.resolve("whole.yaml");
        Files.writeString(file, "colour: red\ncolour: red\n");
        assertThatThrownBy(() -> new MappingFile(file, "whole.yaml").readDropped(Whole.class))
                .hasMessageContaining("whole.yaml, line 2")
                .hasMessageContaining("field colour: found the name twice, expected each name once");
    }
}
