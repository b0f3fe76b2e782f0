package io.waybill.school.schoolbase;

import io.waybill.school.model.Area;
import io.waybill.school.source.SourceTables;
import io.waybill.school.source.SourceValues;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The days that other tables refer to by number. */
final class SchoolBaseDays {
    private static final String TABLE = "days";

    private final SourceTables tables;
    private final Map<String, LocalDate> days = new HashMap<>();
    /** Why rows of the table could not be read: reported where something refers to them. */
    private final Map<String, String> unread = new HashMap<>();

    SchoolBaseDays(SourceTables tables) {
        this.tables = tables;
    }

    /**
     * Reads them, once.
     *
     * @return whether they could be read; if not, the fault of the area is noted already
     */
    boolean read(Area area) throws IOException {
        return !days.isEmpty()
                || !unread.isEmpty()
                || tables.read(area, TABLE, List.of("DateIdent", "Days"), false, values -> {
                    LocalDate date = values.date("Days");
                    String id = values.key("DateIdent");
                    if (values.isSound() && id != null && date != null) {
                        days.put(id, date);
                    } else if (!values.isSound() && id != null) {
                        unread.put(id, values.faults().get(0).sentence());
                    }
                });
    }

    /** The day; null when the field is blank, or when there is a fault, because there is no such day. */
    LocalDate find(SourceValues values, String field) {
        String id = values.key(field);
        if (id == null) {
            return null;
        }
        String known = values.reference(
                field, id, days::containsKey, "the number of a day in the table " + TABLE, unread.get(id));
        return known == null ? null : days.get(known);
    }

    /** The Sunday with which the week of a day begins. */
    static LocalDate sunday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    }
}
