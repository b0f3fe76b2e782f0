package io.waybill.school.demo;

/**
 * How large an invented school is.
 *
 * @param pupilsPerYear in each of seven years
 * @param staff people who work there
 * @param formsPerYear tutor groups
 * @param setsPerSubject in each year, of each of ten subjects
 * @param activities groups that meet outside of lessons
 * @param membersPerActivity their pupils
 * @param occurrencesPerActivity how often they meet
 */
public record SchoolSize(
        int pupilsPerYear,
        int staff,
        int formsPerYear,
        int setsPerSubject,
        int activities,
        int membersPerActivity,
        int occurrencesPerActivity) {
    /** The years of the school. */
    public static final int YEARS = 7;
    /** Subjects of each pupil. */
    public static final int SUBJECTS = 10;
    /** Lessons of a set in two weeks. */
    public static final int LESSONS = 7;

    /** A few people, for tests of what is read. */
    public static final SchoolSize SMALL = new SchoolSize(4, 12, 2, 1, 3, 4, 5);
    /** A school of 1,001 pupils. In a year it has 99,944 events with 391,805 people, groups and rooms in them, and one cover. */
    public static final SchoolSize FULL = new SchoolSize(143, 330, 9, 7, 250, 12, 35);

    /** A school so many times as large. */
    public SchoolSize times(int factor) {
        return new SchoolSize(
                pupilsPerYear * factor,
                staff * factor,
                formsPerYear * factor,
                setsPerSubject * factor,
                activities * factor,
                membersPerActivity,
                occurrencesPerActivity);
    }

    /** How many pupils there are. */
    public int pupils() {
        return pupilsPerYear * YEARS;
    }

    /** How many tutor groups there are. */
    public int forms() {
        return formsPerYear * YEARS;
    }

    /** How many teaching groups there are. */
    public int sets() {
        return setsPerSubject * SUBJECTS * YEARS;
    }
}
