package io.waybill.school.isams;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.isams.IsamsRecord;
import io.waybill.format.isams.IsamsSection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which timetables there are, and which one is read. */
final class IsamsTimetables {
    private static final String ELEMENT = "Timetable";

    private final String file;
    private final List<IsamsRecord> timetables = new ArrayList<>();

    IsamsTimetables(String file) {
        this.file = file;
    }

    /** Whether the record is a whole timetable, which comes after everything in it. */
    static boolean isTimetable(IsamsRecord record) {
        return record.element().equals(ELEMENT)
                && (record.section() == IsamsSection.PUBLISHED_TIMETABLES
                        || record.section() == IsamsSection.DEVELOPMENT_TIMETABLES);
    }

    void add(IsamsRecord record) {
        if (isTimetable(record)) {
            timetables.add(record);
        }
    }

    /**
     * Chooses one.
     *
     * @param name null for that of the first one that is published
     * @return its place among all timetables of the file, from 0
     * @throws BrokenFileException when there is not exactly one
     */
    int choose(String name) {
        String wanted = name != null
                ? name
                : timetables.stream()
                        .filter(each -> each.section() == IsamsSection.PUBLISHED_TIMETABLES)
                        .findFirst()
                        .map(IsamsTimetables::name)
                        .orElseThrow(() -> fault(
                                "no-published-timetable",
                                "no timetable that is published",
                                "Publish one in iSAMS, or name the one that is to be read."));
        List<Integer> found = IntStream.range(0, timetables.size())
                .filter(place -> name(timetables.get(place)).equals(wanted))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw fault(
                    found.isEmpty() ? "no-such-timetable" : "ambiguous-timetable",
                    (found.isEmpty() ? "no timetable" : found.size() + " timetables") + " with the name " + wanted,
                    "There are: "
                            + timetables.stream().map(IsamsTimetables::name).collect(Collectors.joining(", ")) + ".");
        }
        return found.get(0);
    }

    private static String name(IsamsRecord timetable) {
        String name = timetable.value("Name");
        return name == null ? "" : name.strip();
    }

    private BrokenFileException fault(String rule, String found, String advice) {
        return new BrokenFileException(
                Fault.ofFile(Position.of(file), rule, found, "exactly one timetable to read", advice));
    }
}
