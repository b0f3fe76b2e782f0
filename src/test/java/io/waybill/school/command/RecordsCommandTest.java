package io.waybill.school.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.TestHome;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestPostgres;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill school records}. */
@ExtendWith(TestPostgres.class)
@TestPostgres.Empty
class RecordsCommandTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("W28: an export becomes JSON Lines, which only their owner may read; a broken one leaves nothing")
    void w28AnExportBecomesJsonLines() throws Exception {
        new InventedSchool(SchoolSize.SMALL).writeIsams(Files.createDirectories(folder.resolve("export")));
        Path document = folder.resolve("export/data.xml");
        Path lines = folder.resolve("records.jsonl");
        try (Commands commands = new Commands(TestHome.ofProject(folder.resolve("home")))) {
            Ended ended = commands.run("school", "records", document.toString(), lines.toString());
            assertThat(ended.exitStatus()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out()).contains("records.jsonl: ").contains(" records, 0 rejected.");
            List<String> written = Files.readAllLines(lines);
            assertThat(written).anyMatch(line -> line.contains("\"record\":\"pupil\""));
            JsonNode end = new ObjectMapper().readTree(written.get(written.size() - 1));
            assertThat(end.get("source").asText()).isEqualTo("iSAMS");
            assertThat(end.get("areas").get("pupils").asText()).isEqualTo("loaded");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lines)))
                    .isEqualTo("rw-------");

            assertThat(commands.run("school", "records", document.toString(), lines.toString())
                            .exitStatus())
                    .isEqualTo(2);
            String text = Files.readString(document);
            Files.writeString(document, text.substring(0, text.length() / 2));
            Ended broken = commands.run(
                    "school",
                    "records",
                    document.toString(),
                    folder.resolve("none").toString());
            assertThat(broken.exitStatus()).isEqualTo(1);
            assertThat(broken.out()).contains("data.xml, line ");
            assertThat(folder.resolve("none")).doesNotExist();
        }
    }
}
