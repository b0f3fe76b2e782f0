package io.waybill.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsFilesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "f.csv, f.csv.options",
        "F.CSV, F.CSV.OPTIONS",
        "F.CSV, f.csv.options",
        "f.csv, F.CSV.Options",
        "f.csv, f.csv.options.txt",
        "f.csv, f.csv.options.properties",
        "f.csv, f.csv.option",
        "f.csv, f.csv.opts",
        "گزارش.csv, گزارش.csv.options.TXT",
        "f.csv.gz, f.csv.gz.options"
    })
    void anOptionsFileIsFoundInAnySpelling(String drop, String options) throws IOException {
        Path file = write(drop);
        Path beside = write(options);

        assertThat(OptionsFiles.beside(file)).isEqualTo(beside);
        assertThat(OptionsFiles.in(folder).of(file)).containsExactly(beside);
        assertThat(OptionsFiles.in(folder).lonely()).isEmpty();
        assertThat(DropNames.isDrop(options)).isFalse();
    }

    @Test
    void twoDropsThatDifferInCaseKeepTheirOwnOptions() throws IOException {
        Path small = write("f.csv");
        Path large = write("F.CSV");
        Path options = write("f.csv.options");

        assertThat(OptionsFiles.in(folder).of(small)).containsExactly(options);
        assertThat(OptionsFiles.in(folder).of(large)).isEmpty();
    }

    @Test
    void severalSpellingsAreAllFound() throws IOException {
        Path file = write("f.csv");
        List<Path> both = List.of(write("f.csv.options"), write("f.csv.options.txt"));

        assertThat(OptionsFiles.in(folder).of(file)).isEqualTo(both);
    }

    @Test
    void anOptionsFileWithoutTheEndingOfADropIsNearlyIts() throws IOException {
        Path file = write("f.csv");
        Path options = write("F.options");
        Path another = write("g.options");

        assertThat(OptionsFiles.in(folder).of(file)).isEmpty();
        assertThat(OptionsFiles.in(folder).nearly(file)).containsExactly(options);
        assertThat(OptionsFiles.in(folder).lonely()).containsExactlyInAnyOrder(options, another);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stock options.csv", "options.csv", "options", "options.txt", "f.options.csv", "f.optional"})
    void aDropWithSuchAWordInItsNameRemainsADrop(String name) throws IOException {
        Path file = write(name);

        assertThat(DropNames.isDrop(name)).isTrue();
        assertThat(OptionsFiles.beside(file)).isEqualTo(folder.resolve(name + ".options"));
    }

    private Path write(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "x");
    }
}
