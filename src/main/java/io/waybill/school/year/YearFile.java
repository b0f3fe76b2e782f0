package io.waybill.school.year;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.format.yaml.MappingFile;
import io.waybill.format.yaml.PlacedWord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The file that asks for a step, as it is written: the name of the step and what it needs.
 *
 * @param step which one
 */
record YearFile(
        Name step,
        PlacedWord source,
        PlacedWord era,
        PlacedWord name,
        PlacedWord first,
        PlacedWord last,
        PlacedWord shortName,
        PlacedWord sourceKey,
        PlacedWord from,
        PlacedWord to) {
    /** The steps, as a file names them. */
    enum Name {
        CLAIM_SOURCE("source"),
        TRIM,
        END_OF_ERA("era"),
        NEW_ERA("name", "first", "last"),
        CONVERT("from", "to");

        private final Set<String> needed;

        Name(String... needed) {
            this.needed = Set.of(needed);
        }

        private boolean takes(String field) {
            return needed.contains(field)
                    || this == NEW_ERA && (field.equals("short-name") || field.equals("source-key"));
        }
    }

    /**
     * Reads a file.
     *
     * @param fileName as its owner knows it
     * @throws BrokenFileException with everything that is wrong with it
     * @throws IOException when it cannot be read
     */
    static YearStep read(Path path, String fileName) throws IOException {
        return new MappingFile(path, fileName).readDropped(YearFile.class).asStep(fileName);
    }

    private YearStep asStep(String fileName) {
        Faults faults = new Faults();
        if (step == null) {
            faults.add(fault(fileName, "step", null, "claim-source, trim, end-of-era, new-era or convert"));
            faults.throwIfAny();
        }
        fields().forEach((field, value) -> {
            if (step.needed.contains(field) && (isNothing(value))) {
                faults.add(fault(fileName, field, null, "a value: the step " + word() + " needs it"));
            } else if (value != null && !step.takes(field)) {
                faults.add(fault(fileName, field, value, "nothing: the step " + word() + " does not take it"));
            }
        });
        LocalDate begin = day(fileName, "first", first, faults);
        LocalDate end = day(fileName, "last", last, faults);
        if (begin != null && end != null && !end.isAfter(begin)) {
            faults.add(fault(fileName, "last", last, "a day after " + begin));
        }
        faults.throwIfAny();
        return switch (step) {
            case CLAIM_SOURCE -> new YearStep.ClaimSource(text(source));
            case TRIM -> new YearStep.Trim();
            case END_OF_ERA -> new YearStep.EndOfEra(text(era));
            case NEW_ERA ->
                new YearStep.NewEra(
                        text(name),
                        begin,
                        end,
                        shortName == null ? "" : text(shortName),
                        isNothing(sourceKey) ? null : text(sourceKey));
            case CONVERT -> new YearStep.Convert(text(from), text(to));
        };
    }

    private String word() {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, PlacedWord> fields() {
        Map<String, PlacedWord> fields = new LinkedHashMap<>();
        fields.put("source", source);
        fields.put("era", era);
        fields.put("name", name);
        fields.put("first", first);
        fields.put("last", last);
        fields.put("short-name", shortName);
        fields.put("source-key", sourceKey);
        fields.put("from", from);
        fields.put("to", to);
        return fields;
    }

    private static LocalDate day(String fileName, String field, PlacedWord value, Faults faults) {
        if (isNothing(value)) {
            return null;
        }
        try {
            return LocalDate.parse(text(value));
        } catch (DateTimeException e) {
            faults.add(fault(fileName, field, value, "a day such as 2016-09-01"));
            return null;
        }
    }

    private static boolean isNothing(PlacedWord value) {
        return value == null || text(value).isEmpty();
    }

    private static String text(PlacedWord value) {
        return WrittenText.of(value.text());
    }

    /** @param found null when the file lacks it */
    private static Fault fault(String fileName, String field, PlacedWord found, String expected) {
        return new Fault(
                found == null ? Position.of(fileName) : found.at(fileName),
                null,
                field,
                "year-step",
                found == null ? null : found.text(),
                expected,
                null);
    }
}
