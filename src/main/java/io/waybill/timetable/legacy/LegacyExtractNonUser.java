package io.waybill.timetable.legacy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.django.DumpFile;
import io.waybill.format.django.PythonJson;
import io.waybill.format.django.PythonJsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;

/**
 * The original {@code extract_non_user_data}, byte for byte, including its faults: references that it leaves dangling
 * dangle here as well.
 */
public final class LegacyExtractNonUser {
    private final Set<Object> users = new HashSet<>();

    /**
     * @param out receives the JSON; not closed, and useless when this throws
     * @throws BrokenFileException where the original stops with a traceback
     */
    public void run(DumpFile dump, OutputStream out) throws IOException {
        try (PythonJson json = new PythonJson(dump.bytes(), dump.name())) {
            for (long ordinal = 1; json.next(); ordinal++) {
                LegacyRecord record = new LegacyRecord(dump.name(), ordinal, json.element());
                if (isUser(record)) {
                    users.add(LegacyRecord.same(record.member("pk")));
                }
            }
        }
        PythonJsonWriter writer = new PythonJsonWriter(out);
        try (PythonJson json = new PythonJson(dump.bytes(), dump.name())) {
            for (long ordinal = 1; json.next(); ordinal++) {
                if (stays(new LegacyRecord(dump.name(), ordinal, json.element()))) {
                    writer.element(json.element());
                }
            }
        }
        writer.finish();
    }

    private static boolean isUser(LegacyRecord record) {
        return record.isOf("timetables.thing") && record.fieldStartsWith("fullpath", "user/");
    }

    private boolean stays(LegacyRecord record) {
        if (record.isOf("timetables.thinglock")) {
            return false;
        }
        if (record.isOf("timetables.thingtag")) {
            return !"admin".equals(record.field("annotation"));
        }
        if (record.isOf("timetables.eventsourcetag")) {
            return !users.contains(LegacyRecord.same(record.field("thing")));
        }
        return !isUser(record);
    }
}
