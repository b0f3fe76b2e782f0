package io.waybill.school.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/** One thing that is known of a school. Texts are never null; {@code ""} stands for none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "record")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SchoolRecord.StaffMember.class, name = "staff-member"),
    @JsonSubTypes.Type(value = SchoolRecord.Pupil.class, name = "pupil"),
    @JsonSubTypes.Type(value = SchoolRecord.Subject.class, name = "subject"),
    @JsonSubTypes.Type(value = SchoolRecord.Room.class, name = "room"),
    @JsonSubTypes.Type(value = SchoolRecord.TutorGroup.class, name = "tutor-group"),
    @JsonSubTypes.Type(value = SchoolRecord.TeachingGroup.class, name = "teaching-group"),
    @JsonSubTypes.Type(value = SchoolRecord.OtherHalfGroup.class, name = "other-half-group"),
    @JsonSubTypes.Type(value = SchoolRecord.CustomGroup.class, name = "custom-group"),
    @JsonSubTypes.Type(value = SchoolRecord.AutomaticGroup.class, name = "automatic-group"),
    @JsonSubTypes.Type(value = SchoolRecord.Member.class, name = "member"),
    @JsonSubTypes.Type(value = SchoolRecord.Period.class, name = "period"),
    @JsonSubTypes.Type(value = SchoolRecord.WeekUse.class, name = "week-use"),
    @JsonSubTypes.Type(value = SchoolRecord.TimetableEntry.class, name = "timetable-entry"),
    @JsonSubTypes.Type(value = SchoolRecord.Occurrence.class, name = "occurrence"),
    @JsonSubTypes.Type(value = SchoolRecord.OccurrenceMember.class, name = "occurrence-member"),
    @JsonSubTypes.Type(value = SchoolRecord.Cover.class, name = "cover"),
    @JsonSubTypes.Type(value = SchoolRecord.Suspension.class, name = "suspension")
})
public sealed interface SchoolRecord {
    /** The area that it belongs to. */
    @JsonIgnore
    Area area();

    /**
     * Somebody who works at the school.
     *
     * @param previousId the key in the system that the school used before; {@code ""} when not known
     * @param userCode the name under which timetable and activities know the person
     * @param name for people to read
     * @param active whether the person may play a part in the calendar, as the school's policy sees it
     * @param teaches null when the system does not say it
     * @param doesCover null when the system does not say it
     */
    record StaffMember(
            String id,
            String previousId,
            String userCode,
            String name,
            String initials,
            String title,
            String forename,
            String surname,
            String email,
            boolean active,
            boolean current,
            Boolean teaches,
            Boolean doesCover)
            implements SchoolRecord {
        @Override
        public Area area() {
            return Area.STAFF;
        }
    }

    /**
     * A pupil.
     *
     * @param schoolId another key that some tables use
     * @param year of the national curriculum
     * @param startYear in which the pupil would have begun in the first year of this school
     */
    record Pupil(
            String id,
            String schoolId,
            String name,
            String surname,
            String forename,
            String knownAs,
            String email,
            String candidateNumber,
            String house,
            int year,
            int startYear)
            implements SchoolRecord {
        @Override
        public Area area() {
            return Area.PUPILS;
        }
    }

    /** A subject. */
    record Subject(String id, String name) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.SUBJECTS;
        }
    }

    /**
     * A room.
     *
     * @param otherNames by which it is known as well
     */
    record Room(String id, String name, List<String> otherNames) implements SchoolRecord {
        public Room {
            otherNames = List.copyOf(otherNames);
        }

        @Override
        public Area area() {
            return Area.ROOMS;
        }
    }

    /**
     * A tutor group.
     *
     * @param tutor key of a staff member
     * @param house {@code ""} when not known
     * @param startYear as of its pupils
     */
    record TutorGroup(String id, String name, String tutor, String house, int startYear) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.TUTOR_GROUPS;
        }
    }

    /**
     * A teaching group.
     *
     * @param year of the national curriculum
     * @param subject key of a subject; null when it has none
     */
    record TeachingGroup(String id, String name, int year, String subject) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.TEACHING_GROUPS;
        }
    }

    /**
     * A group of an activity.
     *
     * @param first null when the system does not say when it begins
     * @param last null when the system does not say when it ends
     */
    record OtherHalfGroup(String id, String name, LocalDate first, LocalDate last) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.OTHER_HALF;
        }
    }

    /**
     * A group that a teacher made.
     *
     * @param owner key of a staff member
     */
    record CustomGroup(String id, String name, String owner, boolean shared) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.CUSTOM_GROUPS;
        }
    }

    /** A group that follows from what is known of people; its name is its key. */
    record AutomaticGroup(String name) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.AUTOMATIC_GROUPS;
        }
    }

    /** What may be a member of a group. */
    enum MemberKind {
        /** a pupil */
        @JsonProperty("pupil")
        PUPIL,
        /** somebody who works at the school */
        @JsonProperty("staff")
        STAFF,
        /** another group, with the key {@code kind/id} */
        @JsonProperty("group")
        GROUP
    }

    /**
     * Somebody in a group.
     *
     * @param first null: as long as the group is there
     * @param last null: as long as the group is there
     */
    record Member(GroupKey group, MemberKind kind, String id, LocalDate first, LocalDate last) implements SchoolRecord {
        @Override
        public Area area() {
            return group.kind().area();
        }
    }

    /**
     * A period of the timetable.
     *
     * @param week key of a week; {@link WeekUse} says when it is used; or the letter of a week
     * @param weekday from 1, Monday, to 7, Sunday
     */
    record Period(String id, String week, int weekday, LocalTime start, LocalTime end) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.TIMETABLE;
        }
    }

    /**
     * Says that a week of the timetable is used in a week of the year.
     *
     * @param number of the week in the year; weeks begin on Sundays, and week 1 is the one with 1 January
     */
    record WeekUse(int year, int number, String week) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.TIMETABLE;
        }
    }

    /** Kinds of what is in a timetable. */
    enum EntryKind {
        /** taught */
        @JsonProperty("lesson")
        LESSON,
        /** of staff */
        @JsonProperty("meeting")
        MEETING,
        /** for a whole year of pupils, such as an assembly */
        @JsonProperty("year-schedule")
        YEAR_SCHEDULE,
        /** for single pupils */
        @JsonProperty("tutorial")
        TUTORIAL
    }

    /** Somebody who takes part, and the row of the system that says so: covers refer to it. */
    record EntryStaff(String source, String staff) {}

    /**
     * What takes place in certain periods of the timetable, on every day on which these come. Rows that are one lesson with several teachers
     * are one entry.
     *
     * @param key the least of its rows' keys, with its kind: it stays the same when a row with a higher key comes or goes
     * @param sources the keys of all its rows
     * @param category as the calendar calls such events
     * @param periods at least one
     * @param years of the national curriculum whose pupils take part
     */
    record TimetableEntry(
            EntryKind kind,
            String key,
            List<String> sources,
            String name,
            String category,
            List<String> periods,
            List<EntryStaff> staff,
            List<String> rooms,
            List<GroupKey> groups,
            List<String> pupils,
            List<Integer> years)
            implements SchoolRecord {
        public TimetableEntry {
            sources = List.copyOf(sources);
            periods = List.copyOf(periods);
            staff = List.copyOf(staff);
            rooms = List.copyOf(rooms);
            groups = List.copyOf(groups);
            pupils = List.copyOf(pupils);
            years = List.copyOf(years);
        }

        @Override
        public Area area() {
            return Area.TIMETABLE;
        }
    }

    /**
     * One meeting of an activity.
     *
     * @param group null when it has none
     * @param room null when it has none
     * @param pupils who take part besides the group
     */
    record Occurrence(
            String key,
            String name,
            GroupKey group,
            LocalDate date,
            LocalTime start,
            LocalTime end,
            List<String> staff,
            String room,
            List<String> pupils)
            implements SchoolRecord {
        public Occurrence {
            staff = List.copyOf(staff);
            pupils = List.copyOf(pupils);
        }

        @Override
        public Area area() {
            return Area.OTHER_HALF;
        }
    }

    /** Who is in the group of an occurrence from its day on, where the system says it anew for each of them. */
    record OccurrenceMember(String occurrence, String pupil) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.OTHER_HALF;
        }
    }

    /**
     * Somebody stands in for somebody else.
     *
     * @param entry key of a timetable entry
     * @param covered key of the staff member who is away
     * @param covering key of the one who comes instead
     */
    record Cover(String id, LocalDate date, String entry, String covered, String covering) implements SchoolRecord {
        @Override
        public Area area() {
            return Area.COVERS;
        }
    }

    /**
     * Lessons that do not take place: on each of the days, at these times.
     *
     * @param years of pupils, as the school counts them; empty for all
     * @param hard whether the lessons are gone; otherwise they are shown as not taking place
     */
    record Suspension(
            LocalDate first, LocalDate last, LocalTime start, LocalTime end, List<Integer> years, boolean hard)
            implements SchoolRecord {
        public Suspension {
            years = List.copyOf(years);
        }

        @Override
        public Area area() {
            return Area.TIMETABLE;
        }
    }
}
