package io.waybill.timetable.legacy;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.django.CodePointOrder;
import io.waybill.format.django.DumpFile;
import io.waybill.format.django.PythonJson;
import io.waybill.format.django.PythonJsonWriter;
import io.waybill.timetable.permission.Grant;
import io.waybill.timetable.permission.PermissionsCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The original {@code extract_user_permissions_as_csv}, byte for byte. Where the original fails in the middle of its
 * output (at a cell beyond ASCII), this writes nothing.
 */
public final class LegacyExtractPermissions {
    private record Grant(Object thing, Object target) {}

    private record Thing(Object fullpath, Object data) {}

    private record Row(Object subject, Object user, Object data) {}

    private final List<Grant> grants = new ArrayList<>();
    private final Set<Object> wanted = new HashSet<>();
    private final Map<Object, Thing> things = new HashMap<>();

    /**
     * @param out receives the CSV; not closed, and useless when this throws
     * @throws BrokenFileException where the original stops with a traceback
     */
    public void run(DumpFile dump, OutputStream out) throws IOException {
        readGrants(dump);
        readThings(dump);
        List<Row> rows = new ArrayList<>();
        for (Grant grant : grants) {
            Thing user = thing(dump, grant.thing());
            rows.add(new Row(thing(dump, grant.target()).fullpath(), user.fullpath(), user.data()));
        }
        Comparator<Object> order = LegacyExtractPermissions::compare;
        rows.sort(Comparator.comparing(Row::subject, order).thenComparing(Row::user, order));
        PermissionsCsv csv = new PermissionsCsv(out);
        for (Row row : rows) {
            csv.row(List.of(cell(dump, row.subject()), cell(dump, row.user()), cell(dump, row.data())));
        }
    }

    private void readGrants(DumpFile dump) throws IOException {
        try (PythonJson json = new PythonJson(dump.bytes(), dump.name())) {
            for (long ordinal = 1; json.next(); ordinal++) {
                LegacyRecord record = new LegacyRecord(dump.name(), ordinal, json.element());
                if (record.isOf("timetables.thing")) {
                    record.field("fullpath");
                    record.field("data");
                    record.hashable("pk", record.member("pk"));
                } else if (record.isOf("timetables.thingtag") && "admin".equals(record.field("annotation"))) {
                    Object thing = record.hashable("thing", record.field("thing"));
                    Object target = record.hashable("targetthing", record.field("targetthing"));
                    grants.add(new Grant(thing, target));
                    wanted.add(thing);
                    wanted.add(target);
                }
            }
        }
    }

    private void readThings(DumpFile dump) throws IOException {
        try (PythonJson json = new PythonJson(dump.bytes(), dump.name())) {
            for (long ordinal = 1; json.next(); ordinal++) {
                LegacyRecord record = new LegacyRecord(dump.name(), ordinal, json.element());
                if (record.isOf("timetables.thing")) {
                    Object key = record.hashable("pk", record.member("pk"));
                    if (wanted.contains(key)) {
                        things.put(key, new Thing(record.field("fullpath"), record.field("data")));
                    }
                }
            }
        }
    }

    private Thing thing(DumpFile dump, Object key) {
        Thing thing = things.get(key);
        if (thing == null) {
            throw fault(dump, "dangling-reference", String.valueOf(key), "the key of a thing that is in the dump");
        }
        return thing;
    }

    /** Python 2 orders null before numbers before strings. */
    private static int compare(Object left, Object right) {
        if (rank(left) != rank(right)) {
            return Integer.compare(rank(left), rank(right));
        }
        return switch (rank(left)) {
            case 0 -> 0;
            case 1 -> new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
            default -> CodePointOrder.INSTANCE.compare(left.toString(), right.toString());
        };
    }

    private static int rank(Object value) {
        return value == null ? 0 : value instanceof Number ? 1 : 2;
    }

    private static String cell(DumpFile dump, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double) {
            return PythonJsonWriter.repr((Double) value);
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? "True" : "False";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof String) {
            String text = (String) value;
            if (text.chars().anyMatch(c -> c > 0x7F)) {
                throw fault(dump, "not-ascii", text, "ASCII, which is all that the original can write");
            }
            // the original hands its cells to C, where a NUL ends them
            int nul = text.indexOf('\0');
            return nul < 0 ? text : text.substring(0, nul);
        }
        throw fault(dump, "not-text", value.getClass().getSimpleName(), "a string");
    }

    private static BrokenFileException fault(DumpFile dump, String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(Position.of(dump.name()), rule, found, expected, null));
    }
}
