package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.WaybillKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@CamelMainTest(
        properties = {"camel.main.routes-include-pattern=classpath:io/waybill/format/csv/permissions-csv.camel.yaml"})
class PermissionsCsvRouteTest {
    @BindToRegistry("csvRow")
    private final CsvRowConverter converter = new CsvRowConverter();

    @Produce
    private ProducerTemplate camel;

    @TempDir
    Path folder;

    static List<byte[]> dialects() {
        List<byte[]> files = new ArrayList<>();
        for (char delimiter : ",;\t|".toCharArray()) {
            for (String end : List.of("\r\n", "\n", "\r")) {
                String text = String.join(
                                end,
                                "subject,user,data",
                                "tripos/asnc/I,user/a1,\"{\"\"salt\"\": \"\"a,b;c|d\"\"}\"",
                                "",
                                "tripos/nst/IA é,user/b2,\"two" + end + "lines\"",
                                ",,",
                                "tripos/x,user/c3,a\"b\"c")
                        .replaceAll("(?<!a),(?!b;)", delimiter == '|' ? "|" : String.valueOf(delimiter));
                for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE, Charset.forName("windows-1252"))) {
                    files.add(text.getBytes(charset));
                    if (!charset.name().startsWith("w")) {
                        files.add(("\uFEFF" + text + end).getBytes(charset));
                        files.add(("\uFEFFsep=" + delimiter + end + text).getBytes(charset));
                    }
                }
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aRouteReadsEveryDialectThroughCamelCsvAsTheCommandLineDoes(byte[] bytes) throws IOException {
        Drop drop = drop(bytes);

        List<?> rows = camel.requestBody("direct:read-permissions-csv", drop, List.class);

        assertThat(rows).isEqualTo(CsvRows.read(drop.file(), drop.fileName()));
        assertThat(rows)
                .extracting(row -> ((CsvRow) row).cells().get(0))
                .containsExactly("subject", "tripos/asnc/I", "tripos/nst/IA é", "tripos/x");
        long first = ((CsvRow) rows.get(0)).line();
        assertThat(rows).extracting(row -> ((CsvRow) row).line() - first).containsExactly(0L, 1L, 3L, 6L);
    }

    @Test
    void aBrokenFileStopsTheRouteWithAllItsFaults() throws IOException {
        Drop drop = drop("a,b\n\0,c\n\"d,e\n".getBytes(UTF_8));

        assertThatThrownBy(() -> camel.requestBody("direct:read-permissions-csv", drop))
                .hasRootCauseInstanceOf(BrokenFileException.class)
                .rootCause()
                .satisfies(e -> assertThat(((BrokenFileException) e).faults()).hasSize(2));
    }

    @Test
    void anEmptyFileGivesNoRows() throws IOException {
        assertThat(camel.requestBody("direct:read-permissions-csv", drop(new byte[0])))
                .isEqualTo(List.of());
    }

    private Drop drop(byte[] bytes) throws IOException {
        Path file = folder.resolve("perms.csv");
        Files.write(file, bytes);
        return new Drop(
                1,
                WaybillKind.DROP,
                new FeedName("timetable", "permissions"),
                file,
                "perms.csv",
                bytes.length,
                "0".repeat(64),
                DropOptions.NONE,
                Instant.now());
    }
}
