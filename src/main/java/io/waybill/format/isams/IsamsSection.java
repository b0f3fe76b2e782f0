package io.waybill.format.isams;

import java.util.List;

/**
 * A part of the export, and the records in it. Elements may stand at any depth and in any order; that is why each is known by the names of
 * some elements around it.
 */
public enum IsamsSection {
    /** The people who work at the school. */
    STAFF(
            "HRManager/CurrentStaff",
            RecordShape.of(
                    "StaffMember",
                    "@Id PreviousMISId Initials Title Forename PreferredName Surname SchoolEmailAddress FullName UserCode")),
    /** The pupils. */
    PUPILS(
            "PupilManager/CurrentPupils",
            RecordShape.of(
                    "Pupil",
                    "@Id SchoolCode SchoolId Initials Title Forename Surname EmailAddress NCYear Fullname Preferredname Form"
                            + " AcademicHouse BoardingHouse")),
    /** Houses for teaching. */
    ACADEMIC_HOUSES("SchoolManager/AcademicHouses", RecordShape.of("House", "@Id @HouseMasterId Name")),
    /** Houses to live in. */
    BOARDING_HOUSES("SchoolManager/BoardingHouses", RecordShape.of("House", "@Id @HouseMasterId Name")),
    /** Tutor groups. */
    FORMS("SchoolManager/Forms", RecordShape.of("Form", "@Id @TutorId @YearId Form")),
    /** Rooms. */
    CLASSROOMS("EstateManager/Buildings", RecordShape.of("Classroom", "@Id Name Initials")),
    /** Subjects, once for each department that teaches them. */
    SUBJECTS("TeachingManager/Departments", RecordShape.of("Subject", "@Id Name")),
    /** Teaching groups. */
    SETS("TeachingManager/Sets", RecordShape.of("Set", "@Id @SubjectId @YearId SetCode Name")),
    /** Which pupils are in which sets. */
    SET_LISTS("TeachingManager/SetLists", RecordShape.of("SetList", "@Id @SetId @PupilId")),
    /** Which forms are taught together as such. */
    TEACHING_FORMS(
            "TeachingManager/TeachingForms", RecordShape.of("TeachingForm", "@Id FormCode TimetableCode SubjectId")),
    /** The weeks of the timetable, their days and periods. A day has an element of its own name with the number of the weekday. */
    STRUCTURE(
            "TimetableManager/Structure",
            RecordShape.of(
                    "Week",
                    "@Id Name ShortName",
                    RecordShape.of(
                            "Day",
                            "@Id Name ShortName Day",
                            RecordShape.of("Period", "@Id Name ShortName StartTime EndTime")))),
    /** Which weeks of the timetable are used in which weeks of the year. */
    ALLOCATIONS(
            "TimetableManager/TimetableAllocations",
            RecordShape.of("TimetableAllocation", "@Id Week Year TimetableWeekId")),
    /** Timetables that are in force. */
    PUBLISHED_TIMETABLES("TimetableManager/PublishedTimetables", timetable()),
    /** Timetables that are being made. */
    DEVELOPMENT_TIMETABLES("TimetableManager/DevelopmentTimetables", timetable()),
    /** Kinds of groups that teachers make themselves. */
    CUSTOM_GROUP_CATEGORIES("PupilManager/CustomGroupCategory", RecordShape.of("Category", "@Id Name")),
    /** Groups that teachers make themselves. */
    CUSTOM_GROUPS(
            "PupilManager/CustomPupilGroups",
            RecordShape.of(
                    "CustomPupilGroup",
                    "@Id @AuthorID Name CategoryId Shared ExpiryDate ExpiryDisable Author Deleted")),
    /** Who is in these groups. */
    CUSTOM_GROUP_MEMBERS(
            "PupilManager/CustomPupilGroupMembershipItems",
            RecordShape.of("CustomPupilGroupMembershipItem", "@Id @PupilID CustomGroupId"));

    private final List<String> path;
    private final RecordShape shape;

    IsamsSection(String path, RecordShape shape) {
        this.path = List.of(path.split("/"));
        this.shape = shape;
    }

    private static RecordShape timetable() {
        return RecordShape.of(
                "Timetable",
                "@Id Name",
                RecordShape.of("Schedule", "@Id Code Teacher PeriodId RoomId Set SetId"),
                RecordShape.of("StaffMeeting", "@Id PeriodId TeacherId MeetingGroupId RoomId DisplayName"),
                RecordShape.of("YearSchedule", "@Id Name NationalCurriculumYear PeriodId RoomId TeacherId"),
                RecordShape.of(
                        "Tutorial",
                        "@Id DisplayCode DisplayName RoomId",
                        RecordShape.of("Period", "PeriodId"),
                        RecordShape.of("Pupil", "PupilId"),
                        RecordShape.of("Teacher", "TeacherId")));
    }

    /** The names of the elements around its records, from the outside. */
    List<String> path() {
        return path;
    }

    /** Its records. */
    RecordShape shape() {
        return shape;
    }

    /** As people find it in the file. */
    @Override
    public String toString() {
        return String.join("/", path);
    }
}
