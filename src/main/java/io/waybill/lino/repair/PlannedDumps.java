package io.waybill.lino.repair;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dumps of a plan, opened, and the numbers of their files. */
final class PlannedDumps implements Closeable {
    private final Map<String, OpenDump> byName = new LinkedHashMap<>();
    private final List<SourceFile> files = new ArrayList<>();

    /**
     * A file of a dump.
     *
     * @param number among those of all dumps, from 0
     * @param dump whose it is
     * @param name as the dump has it
     */
    record SourceFile(int number, OpenDump dump, String name) {
        /** For people, who may have several dumps before them. */
        String shown(boolean several) {
            return several ? dump.origin() + ", " + name : name;
        }
    }

    /**
     * Adds one.
     *
     * @throws BrokenFileException when there are more files than can be numbered
     */
    void add(OpenDump dump) {
        byName.put(dump.name(), dump);
        for (String file : dump.dump().files()) {
            files.add(new SourceFile(files.size(), dump, file));
        }
        if (files.size() > RowNumber.MOST_FILES) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(dump.origin()),
                    "too-many-files",
                    files.size() + " files",
                    "at most " + RowNumber.MOST_FILES + " files in all dumps of a plan",
                    null));
        }
    }

    OpenDump dump(String name) {
        return byName.get(name);
    }

    List<OpenDump> all() {
        return List.copyOf(byName.values());
    }

    List<SourceFile> files() {
        return List.copyOf(files);
    }

    /** The files of a dump in which rows of some tables may be. */
    List<SourceFile> files(OpenDump dump, Set<String> tables) {
        return files.stream()
                .filter(file -> file.dump() == dump)
                .filter(file ->
                        dump.dump().table(file.name()).map(tables::contains).orElse(true))
                .toList();
    }

    /** A place for people; its number is a line. */
    Position position(RowNumber place) {
        return Position.ofLine(files.get(place.file()).shown(byName.size() > 1), place.number());
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (OpenDump dump : byName.values()) {
            try {
                dump.dump().close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
