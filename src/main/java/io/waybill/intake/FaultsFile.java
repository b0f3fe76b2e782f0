package io.waybill.intake;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The texts that stand beside a refused file: {@code reason.txt} for people, {@code faults.csv} for their tools. */
final class FaultsFile {
    private static final List<String> HEADER =
            List.of("file", "line", "column", "byte", "record", "field", "rule", "found", "expected", "advice");

    private FaultsFile() {}

    static String reason(Drop drop, BrokenFileException refusal) {
        StringBuilder text = new StringBuilder("Waybill ")
                .append(drop.number())
                .append(" (")
                .append(drop.feed())
                .append(", ")
                .append(drop.fileName())
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

    /** As spreadsheets read it; cells that one would compute are made text by an apostrophe. */
    static String csv(BrokenFileException refusal) {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.EXCEL)) {
            printer.printRecord(HEADER);
            for (Fault fault : refusal.faults()) {
                Position at = fault.at();
                printer.printRecord(Stream.of(
                                at.file(),
                                at.line() > 0 ? Long.toString(at.line()) : "",
                                at.column() > 0 ? Long.toString(at.column()) : "",
                                at.offset() >= 0 ? Long.toString(at.offset()) : "",
                                orEmpty(fault.record()),
                                orEmpty(fault.field()),
                                fault.rule(),
                                orEmpty(fault.found()),
                                fault.expected(),
                                orEmpty(fault.advice()))
                        .map(FaultsFile::safe));
            }
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    private static String safe(String cell) {
        boolean formula = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0;
        return (formula ? "'" + cell : cell).replace('\0', '\uFFFD');
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
