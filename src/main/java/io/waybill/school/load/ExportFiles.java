package io.waybill.school.load;

import io.waybill.folder.DroppedZip;
import io.waybill.folder.IgnoredNames;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.model.Notice;
import io.waybill.school.isams.IsamsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The files of a drop: one file, or those of a zip.
 *
 * @param files by their names as their owner knows them
 * @param notices which of them were left out
 */
record ExportFiles(Map<String, Path> files, List<Notice> notices) {
    /**
     * Opens a drop, or another file.
     *
     * @param name as its owner knows it
     * @param folder for unpacked files; it exists
     * @throws BrokenFileException when a zip is damaged or contains what it may not
     * @throws IOException when it cannot be read
     */
    static ExportFiles open(Path file, String name, Path folder, IgnoredNames ignored) throws IOException {
        if (!DroppedZip.isZip(file)) {
            return new ExportFiles(Map.of(name, file), List.of());
        }
        DroppedZip.Unpacked unpacked = DroppedZip.unpack(file, name, folder, ignored);
        return new ExportFiles(unpacked.files(), unpacked.notices());
    }

    /**
     * The files as an export of iSAMS: the one that is no table is the document.
     *
     * @param drop its name, for messages
     * @throws BrokenFileException when not exactly one is no table
     */
    IsamsExport isams(String drop) {
        Map<String, Path> tables = new LinkedHashMap<>(files);
        List<String> documents =
                files.keySet().stream().filter(name -> !isTable(name)).toList();
        if (documents.size() != 1) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(drop),
                    "no-document",
                    documents.isEmpty() ? "no XML document" : "several: " + String.join(", ", documents),
                    "one document, data.xml, and beside it nothing but tables as CSV files",
                    "Pack data.xml with the tables of activities and covers, or drop it alone."));
        }
        return new IsamsExport(tables.remove(documents.get(0)), documents.get(0), tables);
    }

    /** Whether there is nothing but tables. */
    boolean onlyTables() {
        return files.keySet().stream().allMatch(ExportFiles::isTable);
    }

    private static boolean isTable(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
