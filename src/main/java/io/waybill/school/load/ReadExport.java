package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.match.Decision;
import io.waybill.model.Drop;
import io.waybill.school.source.SourceValues;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The export that a drop reads: its own file, or an earlier one that is read again because somebody has answered what could not be used of it.
 *
 * @param file where it is
 * @param name as its owner knows it
 * @param options of the drop that brought it
 * @param day on which it was dropped, at the school
 * @param given what people have answered, when it is read again
 */
public record ReadExport(Path file, String name, Map<String, String> options, LocalDate day, List<Decision> given) {
    /** Name of the exchange property under which one travels that is read again. */
    public static final String PROPERTY = "schoolReadExport";

    public ReadExport {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        options = Map.copyOf(options);
        requireNonNull(day, "day");
        given = List.copyOf(given);
    }

    /** The export that a drop brings. */
    public static ReadExport of(Drop drop) {
        return new ReadExport(
                drop.file(), drop.fileName(), drop.options().others(), dayOf(drop.claimedAt()), List.of());
    }

    /** The day of a moment at the school. */
    public static LocalDate dayOf(Instant moment) {
        return moment.atZone(SourceValues.ZONE).toLocalDate();
    }
}
