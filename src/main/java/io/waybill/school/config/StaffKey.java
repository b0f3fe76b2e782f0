package io.waybill.school.config;

/** By what a member of staff in an export may be found in the calendar, when nobody there has the key of the export. */
public enum StaffKey {
    /** the key that the school's former system gave; only for drops that convert */
    PREVIOUS_ID,
    /** the e-mail address, if exactly one person has it on either side */
    EMAIL,
    /** name and initials, if exactly one person has them on either side */
    NAME_AND_INITIALS
}
