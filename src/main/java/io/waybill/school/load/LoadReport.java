package io.waybill.school.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.delivery.WorkFile;
import io.waybill.format.OwnerOnly;
import io.waybill.model.Notice;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines that people of such calendars look for, on the waybill and as a file of their own. */
final class LoadReport {
    /** More lines than these are only in the file. */
    private static final int MOST_SHOWN = 30;

    private final SchoolLoad load;

    LoadReport(SchoolLoad load) {
        this.load = load;
    }

    /** @param file it does not exist, or is one of an earlier attempt */
    void write(Path file) throws IOException {
        List<String> lines = load.lines();
        Files.deleteIfExists(file);
        try (Writer out = Files.newBufferedWriter(OwnerOnly.create(file), UTF_8)) {
            for (String line : lines) {
                out.write(line + "\n");
            }
        }
        load.outcome().output(WorkFile.of(file));
        if (!lines.isEmpty()) {
            int more = Math.max(0, lines.size() - MOST_SHOWN);
            load.outcome()
                    .notice(new Notice(
                            "report",
                            String.join(" ", lines.subList(0, lines.size() - more))
                                    + (more == 0 ? "" : " And " + more + " more, see " + file.getFileName() + "."),
                            lines.size()));
        }
    }
}
