package io.waybill.school.schoolbase;

import io.waybill.school.source.SourceValues;

/** Whom and what numbers in fields mean. Each gives the key; null when the field is blank, of one that is left out, or there is a fault. */
interface SchoolBaseReferences {
    /** A staff member. */
    String staff(SourceValues values, String field);

    /** A pupil; a blank field is a fault. */
    String pupil(SourceValues values, String field);

    /** A room. */
    String room(SourceValues values, String field);
}
