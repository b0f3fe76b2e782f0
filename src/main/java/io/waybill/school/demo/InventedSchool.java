package io.waybill.school.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * A school that does not exist, and the exports that its systems would give of it. The same size gives the same school, whichever system it comes
 * from.
 */
public final class InventedSchool {
    /** The first day of its year when no other one is asked for, a Monday. */
    public static final LocalDate FIRST = LocalDate.parse("2016-08-15");
    /** The last day of that year. */
    public static final LocalDate LAST = LocalDate.parse("2017-08-14");

    static final int FIRST_YEAR = 7;
    static final int DAYS = 10;
    static final int PERIODS = 7;
    static final int ROOMS = 110;
    static final List<String> SURNAMES = List.of(
            "Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Grove", "Heath", "Ivy", "Jasper", "Knoll", "Larch", "Moor",
            "Nettle", "Oakes", "Pine", "Quill", "Reed", "Sedge", "Thorn", "Umber", "Vale", "Willow", "Yew", "Zephyr");
    static final List<String> FORENAMES = List.of(
            "Ada", "Bran", "Chloé", "Dov", "Esi", "Finn", "Gwen", "Hal", "Ida", "Jun", "Kofi", "Lea", "Max", "Noor",
            "Olu", "Pia", "Ravi", "Siân", "Tom", "Uma", "Vik", "Wren", "Xan", "Yara", "Zoë");
    static final List<String> SUBJECTS = List.of(
            "Art",
            "Biology",
            "Chemistry",
            "Drama",
            "English",
            "French",
            "Geography",
            "History",
            "Latin",
            "Mathematics");
    static final List<String> HOUSES = List.of("North", "South", "East", "West");
    /** Entries of the timetable that are no lessons: so many on the first Monday, others on the other days. */
    static final int MONDAY_MEETINGS = 7;

    static final int MONDAY_STAFF = 38;
    static final int YEAR_SCHEDULES = 10;
    static final int TUTORIALS = 5;
    static final int MEETINGS = 42;
    static final int MEETING_STAFF = 81;

    private final SchoolSize size;
    private final LocalDate first;
    private final LocalDate week;

    /**
     * One whose year is from {@link #FIRST} to {@link #LAST}.
     *
     * @param size how large it is
     */
    public InventedSchool(SchoolSize size) {
        this(size, FIRST, FIRST.plusDays(20));
    }

    /**
     * One of another year.
     *
     * @param first the first day of its year, a Monday
     * @param week the Sunday of the first of the two weeks of activities that SchoolBase has
     */
    public InventedSchool(SchoolSize size, LocalDate first, LocalDate week) {
        if (first.getDayOfWeek() != DayOfWeek.MONDAY || week.getDayOfWeek() != DayOfWeek.SUNDAY) {
            throw new IllegalArgumentException(first + " is no Monday, or " + week + " no Sunday");
        }
        this.size = size;
        this.first = first;
        this.week = week;
    }

    /** The last day of its year. */
    public LocalDate last() {
        return first.plusYears(1).minusDays(1);
    }

    /** How large it is. */
    SchoolSize size() {
        return size;
    }

    /** The first day of its year. */
    LocalDate first() {
        return first;
    }

    /** The Sunday of the first week of activities that SchoolBase has. */
    LocalDate week() {
        return week;
    }

    /** Writes the export of iSAMS: {@code data.xml}, and the tables of activities and covers beside it. */
    public void writeIsams(Path folder) throws IOException {
        new InventedIsams(this).write(folder);
    }

    /**
     * Writes the tables of SchoolBase. People, rooms and sets are those of {@link #writeIsams}; activities meet in two weeks, with other pupils
     * in the second.
     */
    public void writeSchoolBase(Path folder) throws IOException {
        new InventedSchoolBase(this).write(folder);
    }

    /** The weeks of iSAMS begin on Sundays; the first one of a year is the one with New Year's Day, however short. */
    static int isamsWeek(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() % 7;
        return (date.getDayOfYear() - weekday + 12) / 7;
    }

    static int period(int week, int day, int period) {
        return week * 1000 + day * 100 + period;
    }

    /** Lessons spread evenly over the ten days. */
    static int slot(int lesson) {
        int day = lesson % DAYS;
        return period(1 + day / 5, 1 + day % 5, 1 + lesson / DAYS % PERIODS);
    }

    /** Any day but the first. */
    static int laterSlot(int n) {
        int day = 1 + n % (DAYS - 1);
        return period(1 + day / 5, 1 + day % 5, 1 + n % PERIODS);
    }

    int set(int pupil, int subject) {
        int year = (pupil - 1) % SchoolSize.YEARS;
        int set = (pupil - 1) / SchoolSize.YEARS % size.setsPerSubject();
        return (year * SchoolSize.SUBJECTS + subject) * size.setsPerSubject() + set;
    }

    int subject(int set) {
        return set / size.setsPerSubject() % SchoolSize.SUBJECTS;
    }

    int setYear(int set) {
        return FIRST_YEAR + set / (size.setsPerSubject() * SchoolSize.SUBJECTS);
    }

    String setCode(int set) {
        String subject = SUBJECTS.get(subject(set)).substring(0, 2);
        return setYear(set) + subject + (set % size.setsPerSubject() + 1);
    }

    static int year(int pupil) {
        return FIRST_YEAR + (pupil - 1) % SchoolSize.YEARS;
    }

    String form(int pupil) {
        return form(year(pupil), (pupil - 1) / SchoolSize.YEARS % size.formsPerYear());
    }

    static String form(int year, int number) {
        return year + "-" + (number + 1);
    }

    static String schoolId(int pupil) {
        return String.format(Locale.ROOT, "%012d", 100_000 + pupil);
    }

    static int previousId(int staff) {
        return 7000 + staff;
    }

    static String userCode(int staff) {
        return String.format(Locale.ROOT, "USER%08d", staff);
    }

    static String initials(int staff) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return "" + letters.charAt(staff / 676 % 26) + letters.charAt(staff / 26 % 26) + letters.charAt(staff % 26);
    }
}
