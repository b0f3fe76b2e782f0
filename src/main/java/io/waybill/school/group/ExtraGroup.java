package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.yaml.MappingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A group that a file names with all of its members, who are of one kind.
 *
 * @param name of the group
 * @param kind what its members are
 * @param members their names
 */
public record ExtraGroup(String name, Kind kind, List<String> members) {
    /** What the members of a group may be. */
    public enum Kind {
        /** people who work at the school and are active */
        STAFF,
        /** pupils who are there */
        PUPIL,
        /** other groups */
        GROUP;

        /** The word of it in working tables, and in the name of a file: {@code extra_staff_groups.yml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ExtraGroup {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        members = List.copyOf(members);
    }

    /** The groups of a file, as it is written: names of groups with names of members. */
    private static final class Written extends LinkedHashMap<String, List<String>> {
        private static final long serialVersionUID = 1L;

        @JsonCreator
        Written() {}
    }

    /**
     * Reads a file.
     *
     * @param fileName as its owner knows it
     * @throws BrokenFileException with everything that is wrong with it
     * @throws IOException when it cannot be read
     */
    public static List<ExtraGroup> read(Path path, String fileName, Kind kind) throws IOException {
        Written written = new MappingFile(path, fileName).readDropped(Written.class);
        Faults faults = new Faults();
        List<ExtraGroup> groups = new ArrayList<>();
        for (Map.Entry<String, List<String>> group : written.entrySet()) {
            List<String> names = group.getValue() == null ? List.of() : group.getValue();
            if (group.getKey().isBlank()) {
                faults.add(fault(fileName, group.getKey(), "a group without a name", "the name of a group"));
            } else if (names.stream().anyMatch(name -> name == null || name.isBlank())) {
                faults.add(fault(fileName, group.getKey(), "a member without a name", "the names of its members"));
            } else {
                groups.add(new ExtraGroup(
                        group.getKey().strip(),
                        kind,
                        new LinkedHashSet<>(names.stream().map(String::strip).toList())
                                .stream().toList()));
            }
        }
        faults.throwIfAny();
        return groups;
    }

    private static Fault fault(String fileName, String field, String found, String expected) {
        return new Fault(Position.of(fileName), null, field, "extra-group", found, expected, null);
    }
}
