package io.waybill.school.isams;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * The files of one export.
 *
 * @param data the XML document
 * @param name of it, as its owner knows it
 * @param tables of activities and covers, by their names as their owner knows them; empty when they were not asked for
 */
public record IsamsExport(Path data, String name, Map<String, Path> tables) {
    public IsamsExport {
        requireNonNull(data, "data");
        requireNonNull(name, "name");
        tables = Map.copyOf(tables);
    }
}
