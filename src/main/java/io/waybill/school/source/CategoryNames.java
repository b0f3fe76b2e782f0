package io.waybill.school.source;

/** What the calendar calls kinds of events. */
public final class CategoryNames {
    /** Taught. */
    public static final String LESSON = "Lesson";
    /** Of staff. */
    public static final String MEETING = "Meeting";
    /** In chapel. */
    public static final String SERVICE = "Religious service";
    /** Of many pupils at once. */
    public static final String ASSEMBLY = "Assembly";
    /** At the beginning of the day. */
    public static final String REGISTRATION = "Registration";
    /** With a tutor. */
    public static final String TUTOR_PERIOD = "Tutor period";
    /** Looked after by staff. */
    public static final String STUDY = "Supervised study";
    /** Games. */
    public static final String SPORT = "Sport";
    /** Anything else of many pupils. */
    public static final String ACTIVITY = "Activity";

    private CategoryNames() {}
}
