package io.waybill.folder;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvWriter;
import io.waybill.model.Drop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The texts beside a refused file: {@code reason.txt} for people, {@code faults.csv} for their tools. */
public final class FaultsFile {
    private static final List<String> HEADER =
            List.of("file", "line", "column", "byte", "record", "field", "rule", "found", "expected", "advice");

    private FaultsFile() {}

    /** The text of {@code reason.txt}: what was refused, then each fault in a line of its own. */
    public static String reason(Drop drop, BrokenFileException refusal) {
        StringBuilder text = new StringBuilder("Waybill ")
                .append(drop.number())
                .append(" (")
                .append(drop.feed())
                .append(", ")
                .append(Fault.visible(drop.fileName()))
                .append(") was refused; nothing was changed. ")
                .append(refusal.total() == 1 ? "1 fault" : refusal.total() + " faults")
                .append(":\n\n");
        refusal.faults().forEach(fault -> text.append(fault.sentence()).append('\n'));
        long more = refusal.total() - refusal.faults().size();
        if (more > 0) {
            text.append(String.format(Locale.ROOT, "%nand %,d more, which are not listed.%n", more));
        }
        return text.toString();
    }

    /**
     * Writes {@code faults.csv}, for spreadsheets and other tools: one row for each fault.
     *
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, BrokenFileException refusal) throws IOException {
        try (CsvWriter csv = new CsvWriter(file)) {
            csv.row(HEADER);
            for (Fault fault : refusal.faults()) {
                csv.row(cells(fault));
            }
            csv.commit();
        }
    }

    private static List<String> cells(Fault fault) {
        Position at = fault.at();
        return Stream.of(
                        at.file(),
                        at.line() > 0 ? Long.toString(at.line()) : "",
                        at.column() > 0 ? Long.toString(at.column()) : "",
                        at.offset() >= 0 ? Long.toString(at.offset()) : "",
                        fault.record(),
                        fault.field(),
                        fault.rule(),
                        fault.found(),
                        fault.expected(),
                        fault.advice())
                .map(cell -> cell == null ? "" : cell.replace('\0', '\uFFFD'))
                .toList();
    }
}
