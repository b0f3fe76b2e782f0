package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRowsTest {
    private static final List<String> NEEDED = List.of("Key", "Name");

    @TempDir
    private Path folder;

    private Path file(String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text, charset);
    }

    private NamedRows open(String text) throws IOException {
        return NamedRows.open(file(text, UTF_8), "table.csv", NEEDED);
    }

    @Test
    void columnsMayStandInAnyOrderAmongOthers() throws IOException {
        try (NamedRows rows = open("Extra;NAME; key \n1;Ash;7\n\n2\n")) {
            NamedRow row = rows.next();
            assertThat(row.cell("Key") + row.cell("name") + row.line()).isEqualTo("7Ash2");
            assertThat(row.cell("Other")).isNull();
            assertThat(row.fitsHeader()).isTrue();
            NamedRow shorter = rows.next();
            assertThat(shorter.cell("Key")).isEmpty();
            assertThat(shorter.fitsHeader()).isFalse();
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void allMissingAndRepeatedColumnsAreToldAtOnce() {
        BrokenFileException broken =
                catchThrowableOfType(BrokenFileException.class, () -> open("Name,Other,name,Other\n"));

        assertThat(broken.faults()).extracting(Fault::field).containsExactly("name", "Key");
        assertThat(broken.faults().get(1).sentence()).startsWith("table.csv, line 1: field Key: found no such column");
    }

    @Test
    void aFileWithQuotesAroundEachLineIsRefusedForThat() {
        assertThat(catchThrowableOfType(BrokenFileException.class, () -> open("\"Key,Name\"\n\"7,Ada\"\n"))
                        .faults())
                .extracting(Fault::rule)
                .containsExactly("whole-line-quoted");
    }

    @Test
    void aFileWithoutHeaderIsRefused() {
        assertThat(catchThrowableOfType(BrokenFileException.class, () -> open("\n"))
                        .faults()
                        .get(0)
                        .rule())
                .isEqualTo("no-header");
    }

    @Test
    void aGuessedEncodingIsTold() throws IOException {
        try (NamedRows rows =
                NamedRows.open(file("Key,Name\n7,Chloé\n", Charset.forName("windows-1252")), "table.csv", NEEDED)) {
            assertThat(rows.next().cell("Name")).isEqualTo("Chloé");
            assertThat(rows.dialect().guess().sentence("table.csv")).contains("windows-1252");
        }
    }
}
