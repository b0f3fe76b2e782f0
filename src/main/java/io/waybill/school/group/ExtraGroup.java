package io.waybill.school.group;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.WrittenText;
import io.waybill.format.yaml.MappingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A group that a file names with all of its members, who are of one kind.
 *
 * @param file that names it, as its owner knows it
 * @param name of the group
 * @param kind what its members are
 * @param members each of them once
 */
public record ExtraGroup(String file, String name, Kind kind, List<Member> members) {
    /** What the members of a group may be. */
    public enum Kind {
        /** people who work at the school and are active */
        STAFF,
        /** pupils who are there */
        PUPIL,
        /** other groups */
        GROUP;

        private static final Pattern FILE =
                Pattern.compile("extra_(staff|pupil|group)_groups\\.ya?ml", Pattern.CASE_INSENSITIVE);

        /** The word of it in working tables, and in the name of a file: {@code extra_staff_groups.yml}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind of the groups that a file names.
         *
         * @param fileName without folders
         * @return empty for a file of something else
         */
        public static Optional<Kind> ofFile(String fileName) {
            Matcher name = FILE.matcher(fileName);
            return name.matches() ? Optional.of(valueOf(name.group(1).toUpperCase(Locale.ROOT))) : Optional.empty();
        }
    }

    /**
     * A member.
     *
     * @param name as the calendar has it
     * @param line where it stands in the file, from 1; 0 when that is not known
     */
    @JsonDeserialize(using = MemberReader.class)
    public record Member(String name, long line) {
        public Member {
            requireNonNull(name, "name");
        }
    }

    public ExtraGroup {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        members = List.copyOf(members);
    }

    /** The groups of a file, as it is written: names of groups with names of members. */
    private static final class Written extends LinkedHashMap<String, List<Member>> {
        private static final long serialVersionUID = 1L;

        @JsonCreator
        Written() {}
    }

    /** Reads a name with its line. */
    private static final class MemberReader extends JsonDeserializer<Member> {
        @Override
        public Member deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.currentToken().isScalarValue()
                    ? member(parser, parser.getText())
                    : (Member) context.handleUnexpectedToken(String.class, parser);
        }

        @Override
        public Member getNullValue(DeserializationContext context) {
            return member(context.getParser(), "");
        }

        private static Member member(JsonParser parser, String name) {
            return new Member(
                    WrittenText.of(name),
                    Math.max(0, parser.currentTokenLocation().getLineNr()));
        }
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
        for (Map.Entry<String, List<Member>> group : written.entrySet()) {
            String name = WrittenText.of(group.getKey());
            Map<String, Member> members = new LinkedHashMap<>();
            for (Member member : group.getValue() == null ? List.<Member>of() : group.getValue()) {
                members.putIfAbsent(member.name(), member);
                if (member.name().isEmpty()) {
                    faults.add(fault(fileName, member.line(), name, "nothing", "the name of a member"));
                } else if (kind == Kind.GROUP && member.name().equals(name)) {
                    faults.add(fault(fileName, member.line(), name, name, "groups other than this one itself"));
                }
            }
            if (name.isEmpty()) {
                faults.add(fault(fileName, 0, null, "a group without a name", "the name of a group"));
            }
            groups.add(new ExtraGroup(fileName, name, kind, List.copyOf(members.values())));
        }
        faults.throwIfAny();
        return groups;
    }

    private static Fault fault(String fileName, long line, String group, String found, String expected) {
        return new Fault(Position.ofLine(fileName, line), group, null, "extra-group", found, expected, null);
    }
}
