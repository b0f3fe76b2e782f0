package io.waybill.school.load;

import static java.util.Objects.requireNonNull;

import io.waybill.database.CopyTable;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvDialect;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord;
import io.waybill.school.model.SchoolRecord.EntryKind;
import io.waybill.school.source.Extract;
import io.waybill.school.source.UnreadableLink;
import io.waybill.school.source.UnusableEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes what an adapter gives into the working tables, by COPY, in pieces: however many records there are, few of them are in memory. What was
 * rejected is kept for the waybill.
 */
public final class RecordTables implements Extract {
    /** So many characters of a table are sent at once. */
    private static final int PIECE = 256 * 1024;

    private final Connection connection;
    private final String schema;
    private final Map<String, CopyTable> tables = new LinkedHashMap<>();
    private final Map<Area, AreaState> areas = new EnumMap<>(Area.class);
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<RejectedRecord> rejected = new ArrayList<>();
    private final Map<Position, LocalDate> weeks = new HashMap<>();
    private final Set<String> dated = new HashSet<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, ReadTable> read = new LinkedHashMap<>();
    private ActivityDays activityDays;
    private final int mostRejected;
    private long sending;

    /**
     * Something that could not be used.
     *
     * @param area that it belongs to
     * @param link whether it is a link between records, not a record
     * @param fault what is wrong with it
     * @param week the Sunday of the week that it is about; null when it is about none, or that is not known
     */
    public record RejectedRecord(Area area, boolean link, Fault fault, LocalDate week) {}

    /**
     * A table of the export.
     *
     * @param name of its file, as its owner knows it
     * @param dialect how it was read
     */
    public record ReadTable(String name, Path file, CsvDialect dialect) {}

    /** Thrown when the database refuses records. */
    static final class RefusedRecordsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedRecordsException(SQLException cause) {
            super(cause);
        }
    }

    /** Thrown when more was rejected than anybody could look at. */
    static final class TooManyRejectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param connection that writes
     * @param schema of the working tables
     * @param mostRejected what is worth to be kept; beyond it, the export is a wrong one
     */
    public RecordTables(Connection connection, String schema, int mostRejected) {
        this.connection = requireNonNull(connection, "connection");
        this.schema = requireNonNull(schema, "schema");
        this.mostRejected = mostRejected;
        table("area", "area", "state");
        table("rejected", "area", "key");
        table(
                "staff_member",
                "id",
                "previous_id",
                "user_code",
                "name",
                "initials",
                "title",
                "forename",
                "surname",
                "email",
                "active",
                "current",
                "teaches",
                "does_cover");
        table(
                "pupil",
                "id",
                "school_id",
                "name",
                "surname",
                "forename",
                "known_as",
                "email",
                "candidate_no",
                "house",
                "year",
                "start_year");
        table("subject", "id", "name");
        table("room", "id", "name", "other_names");
        table(
                "group_record",
                "kind",
                "id",
                "name",
                "tutor",
                "house",
                "start_year",
                "year",
                "subject",
                "first",
                "last",
                "owner",
                "shared");
        table("member", "group_kind", "group_id", "kind", "id", "first", "last");
        table("period", "id", "week", "weekday", "starts", "ends");
        table("week_use", "year", "number", "week");
        table("entry", "key", "kind", "name", "category", "years");
        table("entry_period", "entry", "period");
        table("entry_staff", "entry", "source", "staff");
        table("entry_room", "entry", "room");
        table("entry_group", "entry", "kind", "id");
        table("entry_pupil", "entry", "pupil");
        table("entry_source", "entry", "source");
        table("incomplete", "entry");
        table("unplaced", "occurrence", "record");
        table("unreadable_link", "kind", "id", "pupil");
        table("unusable_entry", "entry", "kind", "name", "period", "identified");
        table("unusable_group", "kind", "id");
        table("occurrence", "key", "name", "group_kind", "group_id", "day", "starts", "ends", "room");
        table("occurrence_staff", "occurrence", "staff");
        table("occurrence_pupil", "occurrence", "pupil");
        table("occurrence_member", "occurrence", "pupil");
        table("activity_days", "first", "last", "members_by_day", "alone");
        table("cover", "id", "day", "entry", "covered", "covering");
        table("suspension", "first", "last", "starts", "ends", "years", "hard");
    }

    private void table(String name, String... columns) {
        tables.put(name, new CopyTable(name, columns));
    }

    /** How the target's groups are of a kind. */
    static String word(GroupKind kind) {
        return word((Enum<?>) kind).replace('-', ' ');
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void record(SchoolRecord record) {
        counts.merge(record.area().words(), 1L, Long::sum);
        if (record instanceof SchoolRecord.StaffMember staff) {
            add(staff);
        } else if (record instanceof SchoolRecord.Pupil pupil) {
            add(pupil);
        } else if (record instanceof SchoolRecord.Subject subject) {
            row("subject", subject.id(), subject.name());
        } else if (record instanceof SchoolRecord.Room room) {
            row("room", room.id(), room.name(), texts(room.otherNames()));
        } else if (record instanceof SchoolRecord.TutorGroup group) {
            row(
                    "group_record",
                    word(GroupKind.TUTOR),
                    group.id(),
                    group.name(),
                    group.tutor(),
                    group.house(),
                    group.startYear());
        } else if (record instanceof SchoolRecord.TeachingGroup group) {
            row(
                    "group_record",
                    word(GroupKind.TEACHING),
                    group.id(),
                    group.name(),
                    null,
                    null,
                    null,
                    group.year(),
                    group.subject());
        } else if (record instanceof SchoolRecord.OtherHalfGroup group) {
            row(
                    "group_record",
                    word(GroupKind.OTHER_HALF),
                    group.id(),
                    group.name(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    group.first(),
                    group.last());
        } else if (record instanceof SchoolRecord.CustomGroup group) {
            row(
                    "group_record",
                    word(GroupKind.CUSTOM),
                    group.id(),
                    group.name(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    group.owner(),
                    group.shared());
        } else if (record instanceof SchoolRecord.AutomaticGroup group) {
            row("group_record", word(GroupKind.AUTOMATIC), group.name(), group.name());
        } else if (record instanceof SchoolRecord.Member member) {
            add(member);
        } else if (record instanceof SchoolRecord.Period period) {
            row("period", period.id(), period.week(), period.weekday(), period.start(), period.end());
        } else if (record instanceof SchoolRecord.WeekUse use) {
            row("week_use", use.year(), use.number(), use.week());
        } else if (record instanceof SchoolRecord.TimetableEntry entry) {
            add(entry);
        } else if (record instanceof SchoolRecord.Occurrence occurrence) {
            add(occurrence);
        } else if (record instanceof SchoolRecord.OccurrenceMember member) {
            row("occurrence_member", member.occurrence(), member.pupil());
        } else if (record instanceof SchoolRecord.Cover cover) {
            row("cover", cover.id(), cover.date(), cover.entry(), cover.covered(), cover.covering());
        } else if (record instanceof SchoolRecord.Suspension pause) {
            row(
                    "suspension",
                    pause.first(),
                    pause.last(),
                    pause.start(),
                    pause.end(),
                    pause.years().isEmpty() ? null : numbers(pause.years()),
                    pause.hard());
        }
    }

    private void add(SchoolRecord.StaffMember staff) {
        row(
                "staff_member",
                staff.id(),
                staff.previousId(),
                staff.userCode(),
                staff.name(),
                staff.initials(),
                staff.title(),
                staff.forename(),
                staff.surname(),
                staff.email(),
                staff.active(),
                staff.current(),
                staff.teaches(),
                staff.doesCover());
    }

    private void add(SchoolRecord.Pupil pupil) {
        row(
                "pupil",
                pupil.id(),
                pupil.schoolId(),
                pupil.name(),
                pupil.surname(),
                pupil.forename(),
                pupil.knownAs(),
                pupil.email(),
                pupil.candidateNumber(),
                pupil.house(),
                pupil.year(),
                pupil.startYear());
    }

    private void add(SchoolRecord.Member member) {
        String kind = word(member.kind());
        String id = member.id();
        if (member.kind() == SchoolRecord.MemberKind.GROUP) {
            int slash = id.indexOf('/');
            kind = id.substring(0, slash).replace('-', ' ');
            id = id.substring(slash + 1);
        }
        row("member", word(member.group().kind()), member.group().id(), kind, id, member.first(), member.last());
    }

    private void add(SchoolRecord.TimetableEntry entry) {
        String key = entry.key();
        row("entry", key, word(entry.kind()), entry.name(), entry.category(), numbers(entry.years()));
        entry.periods().forEach(period -> row("entry_period", key, period));
        entry.staff().forEach(each -> row("entry_staff", key, each.source(), each.staff()));
        entry.rooms().forEach(room -> row("entry_room", key, room));
        entry.groups().forEach(group -> row("entry_group", key, word(group.kind()), group.id()));
        entry.pupils().forEach(pupil -> row("entry_pupil", key, pupil));
        entry.sources().forEach(source -> row("entry_source", key, source));
    }

    private void add(SchoolRecord.Occurrence occurrence) {
        String key = occurrence.key();
        row(
                "occurrence",
                key,
                occurrence.name(),
                occurrence.group() == null ? null : word(occurrence.group().kind()),
                occurrence.group() == null ? null : occurrence.group().id(),
                occurrence.date(),
                occurrence.start(),
                occurrence.end(),
                occurrence.room());
        occurrence.staff().forEach(staff -> row("occurrence_staff", key, staff));
        occurrence.pupils().forEach(pupil -> row("occurrence_pupil", key, pupil));
    }

    private void row(String name, Object... values) {
        CopyTable table = tables.get(name);
        table.add(values);
        if (table.length() >= PIECE) {
            send(table);
        }
    }

    private void send(CopyTable table) {
        try {
            transmit(table);
        } catch (SQLException e) {
            throw new RefusedRecordsException(e);
        }
    }

    private void transmit(CopyTable table) throws SQLException {
        long began = System.nanoTime();
        table.send(connection, schema);
        sending += System.nanoTime() - began;
    }

    /** How many nanoseconds it has taken so far to send records to the database. */
    long sending() {
        return sending;
    }

    private static String numbers(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String texts(Collection<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public void rejected(Area area, String key, Fault fault) {
        row("rejected", area.words(), key);
        keep(area, false, fault);
    }

    @Override
    public void rejectedWith(Area area, String key, Fault fault) {
        row("rejected", area.words(), key);
    }

    @Override
    public void rejectedLink(Area area, Fault fault) {
        keep(area, true, fault);
    }

    private void keep(Area area, boolean link, Fault fault) {
        if (rejected.size() >= mostRejected) {
            throw new TooManyRejectedException();
        }
        rejected.add(new RejectedRecord(area, link, fault, weeks.get(fault.at())));
    }

    @Override
    public void incomplete(String key) {
        row("incomplete", key);
    }

    @Override
    public void unplaced(String occurrence, String record) {
        row("unplaced", occurrence, record);
    }

    @Override
    public void unusable(UnusableEntry entry) {
        for (EntryKind each : entry.kinds()) {
            String kind = word(each).replace('-', ' ');
            entry.sources().forEach(source -> row("rejected", Area.TIMETABLE.words(), kind + ' ' + source));
            // A tutorial is known by its one row alone.
            if (each != EntryKind.TUTORIAL || entry.sources().isEmpty()) {
                List<String> periods = new ArrayList<>(entry.periods());
                if (periods.isEmpty()) {
                    periods.add(null);
                }
                periods.forEach(
                        period -> row("unusable_entry", entry.key(), kind, entry.name(), period, entry.identified()));
            }
        }
        if (entry.groups() == null) {
            row("unusable_group", word(GroupKind.TEACHING), null);
        } else {
            entry.groups().forEach(group -> row("unusable_group", word(group.kind()), group.id()));
        }
    }

    @Override
    public void unreadable(UnreadableLink link) {
        row("unreadable_link", link.kind() == null ? "occurrence" : word(link.kind()), link.key(), link.pupil());
    }

    @Override
    public void week(Position row, LocalDate sunday) {
        weeks.put(row, sunday);
    }

    @Override
    public void dated(String record) {
        dated.add(record);
    }

    @Override
    public void table(String name, Path file, CsvDialect dialect) {
        read.put(name, new ReadTable(name, file, dialect));
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void area(Area area, AreaState state) {
        areas.put(area, state);
        row("area", area.words(), word(state));
    }

    /** Writes down the days for which the export has all occurrences of activities. */
    void add(ActivityDays days) {
        activityDays = days;
        boolean alone = !days.weeksAlone().isEmpty();
        days.stretches().forEach(each -> row("activity_days", each.first(), each.last(), days.membersByDay(), alone));
    }

    /**
     * Sends what has not been sent; all of it is in the tables then.
     *
     * @throws SQLException when the database refuses it
     */
    public void complete() throws SQLException {
        for (CopyTable table : tables.values()) {
            transmit(table);
        }
    }

    /** What became of the areas that the adapter reported. */
    public Map<Area, AreaState> areas() {
        return areas;
    }

    /** Whether the export tells all occurrences of activities of a week. */
    boolean speaksOf(LocalDate sunday) {
        return activityDays.overlap(sunday);
    }

    /** The Sundays of the weeks that the export is about, in their order, when it has some weeks alone; empty when it is a whole one. */
    List<LocalDate> weeksAlone() {
        return activityDays.weeksAlone();
    }

    /** Whether the export says in which week a record is. */
    boolean isDated(String record) {
        return dated.contains(record);
    }

    /** How many records there are, by the words of their area. */
    public Map<String, Long> counts() {
        return counts;
    }

    /** What could not be used, in the order of the export. */
    public List<RejectedRecord> rejected() {
        return rejected;
    }

    /** The tables that were read, each once. */
    public List<ReadTable> read() {
        return List.copyOf(read.values());
    }

    /** The notices. */
    public List<Notice> notices() {
        return notices;
    }
}
