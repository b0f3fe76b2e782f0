package io.waybill.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRoundTripTest {
    @TempDir
    Path junitFolder;

    private Path file;

    @BeforeTry
    void makeAFile() throws IOException {
        file = Files.createTempFile("round-trip", ".csv");
    }

    @AfterTry
    void removeTheFile() throws IOException {
        Files.delete(file);
    }

    @Property
    void everyCellComesBackExactlyFromASpreadsheetSafeFile(@ForAll("tables") List<List<String>> table)
            throws IOException {
        try (CsvWriter writer = new CsvWriter(file)) {
            for (List<String> row : table) {
                writer.row(row);
            }
            writer.commit();
        }

        List<List<String>> back = CsvRows.read(file, "rejects.csv").stream()
                .map(row -> row.cells().stream().map(SpreadsheetCells::restored).toList())
                .toList();
        assertThat(back).isEqualTo(table);
    }

    @Property
    void aSafeCellNeverBeginsLikeAFormula(@ForAll("cells") String cell) {
        String safe = SpreadsheetCells.safe(cell);

        assertThat(safe).doesNotMatch("(?s)^[=+\\-@\\t\\r\\n].*");
        assertThat(SpreadsheetCells.restored(safe)).isEqualTo(cell);
    }

    @Property(tries = 200)
    void theLineOfARowIsThatOnWhichItBegins(@ForAll("tables") List<List<String>> table) throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            text.append(String.join(
                            ";",
                            row.stream()
                                    .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                    .toList()))
                    .append("\r\n");
        }
        Files.writeString(file, "sep=;\r\n" + text);

        List<CsvRow> rows = CsvRows.read(file, "perms.csv");

        assertThat(rows).extracting(CsvRow::cells).isEqualTo(table);
        long line = 2;
        for (CsvRow row : rows) {
            assertThat(row.line()).isEqualTo(line);
            line += 1
                    + String.join("", row.cells().stream().map(c -> c + "␟").toList())
                            .split("\r\n|\r|\n", -1)
                            .length
                    - 1;
        }
    }

    @Test
    void aFileThatWasNotCommittedLeavesNothing() throws IOException {
        try (CsvWriter writer = new CsvWriter(junitFolder.resolve("rejects.csv"))) {
            writer.row(List.of("a"));
        }

        assertThat(junitFolder).isEmptyDirectory();
    }

    @Test
    void aCommittedFileIsForTheOwnerOnlyAndOpensInASpreadsheet() throws IOException {
        Path target = junitFolder.resolve("rejects.csv");
        try (CsvWriter writer = new CsvWriter(target)) {
            writer.row(List.of("a", "=1+1"));
            writer.commit();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(target).hasContent("\uFEFF\"a\",\"'=1+1\"\r\n".strip());
        assertThat(junitFolder).isDirectoryContaining(target::equals);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return cells().list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> cells() {
        Arbitrary<Character> telling = Arbitraries.of(
                "=+-@'\"\t\r\n,;| ␟aé“＝".chars().mapToObj(c -> (char) c).toList());
        Arbitrary<String> anything = Arbitraries.strings()
                .ofMaxLength(12)
                .map(text -> new String(text.getBytes(Charset.forName("UTF-8")), Charset.forName("UTF-8"))
                        .replace("\0", ""));
        return Arbitraries.oneOf(telling.list().ofMaxSize(6).map(CsvRoundTripTest::joined), anything);
    }

    private static String joined(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
