package io.waybill.school.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.DropOptions;
import io.waybill.school.SchoolGuide;
import io.waybill.system.command.RequesterOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Writes the file that asks for a step of the end of the year, drops it, waits for its waybill and shows it. */
final class YearRequest {
    private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

    private YearRequest() {}

    /**
     * Asks for a step.
     *
     * @param step its name
     * @param values what it needs, in the order in which they are written
     * @return the exit status
     */
    static int drop(
            SchoolCommand command, RequesterOptions requester, String step, Map<String, String> values, PrintWriter out)
            throws IOException, SQLException, InterruptedException {
        command.dispatch().settings();
        Path folder = Files.createTempDirectory("waybill-school");
        Path file = folder.resolve(step + ".yaml");
        try {
            Files.writeString(file, "step: " + step + "\n" + body(values));
            // Whoever gives a command wants it done, although it was given before: a step that is done already changes
            // nothing.
            DropOptions options = new DropOptions(requester.preview(), true, "", requester.name(), Map.of());
            List<LedgerEntry> pages = command.dispatch().deliver(SchoolGuide.YEAR, List.of(file), options, out);
            return pages.stream().mapToInt(LedgerEntry::exitStatus).max().orElse(LedgerEntry.FAILED);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static String body(Map<String, String> values) throws IOException {
        return values.isEmpty() ? "" : YAML.writeValueAsString(values).replaceFirst("^---\\s*\n", "");
    }
}
