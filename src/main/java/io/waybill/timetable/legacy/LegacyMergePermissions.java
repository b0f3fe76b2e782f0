package io.waybill.timetable.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.django.DumpFile;
import io.waybill.format.django.PythonJson;
import io.waybill.format.django.PythonJsonWriter;
import io.waybill.timetable.PathId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The original {@code merge_user_permissions_csv_with_non_user_data}, byte for byte, including its faults: keys of tags
 * start at 1 whatever the reference contains, and users are made from whatever is in the second column.
 */
public final class LegacyMergePermissions {
    private static final String NOT_FOUND = """
            The following subject fullpaths in the CSV were not found in the JSON, and were skipped.
            The numbers show how many users had permissions to edit each skipped subject.
            Please refer back to the original CSV to find the actual usernames.
            """;

    private final Map<String, Object> keys = new HashMap<>();
    private Number highest = 0L;

    /** In order of first appearance, which is the order of their keys. */
    private final Map<String, byte[]> dataByUser = new LinkedHashMap<>();

    private final Map<String, Integer> userNumbers = new HashMap<>();
    private final List<Map<String, Object>> tags = new ArrayList<>();
    private final Map<String, Object> missing = new TreeMap<>();

    /**
     * @param csv all of it
     * @param out receives the JSON; not closed, and useless when this throws
     * @return what the original writes to standard error
     * @throws BrokenFileException where the original stops with a traceback
     */
    public String run(DumpFile reference, byte[] csv, OutputStream out) throws IOException {
        readReference(reference);
        List<List<byte[]>> rows = new PythonCsvReader("standard input").read(csv);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() < 3) {
                throw fault("row " + (i + 1), "short-row", rows.get(i).size() + " columns", "3 columns");
            }
        }
        for (List<byte[]> row : rows) {
            grant(row.get(0), row.get(1), row.get(2));
        }
        if (!keys.containsKey("user")) {
            throw fault(null, "no-user-root", null, "a thing with the fullpath \"user\" in the reference");
        }
        PythonJsonWriter writer = new PythonJsonWriter(out);
        for (Map.Entry<String, byte[]> user : dataByUser.entrySet()) {
            writer.element(user(bytes(user.getKey()), user.getValue()));
        }
        for (Map<String, Object> tag : tags) {
            writer.element(tag);
        }
        writer.finish();
        return report();
    }

    private void readReference(DumpFile reference) throws IOException {
        try (PythonJson json = new PythonJson(reference.bytes(), reference.name())) {
            for (long ordinal = 1; json.next(); ordinal++) {
                LegacyRecord record = new LegacyRecord(reference.name(), ordinal, json.element());
                if (record.isOf("timetables.thing")) {
                    Object path = record.hashable("fullpath", record.field("fullpath"));
                    Object key = record.member("pk");
                    if (path instanceof String) {
                        keys.put((String) path, key);
                    }
                    raiseHighest(record, key);
                }
            }
        }
    }

    private void raiseHighest(LegacyRecord record, Object key) {
        Object number = key instanceof Boolean ? LegacyRecord.same(key) : key;
        if (number instanceof Number) {
            if (new BigDecimal(number.toString()).compareTo(new BigDecimal(highest.toString())) > 0) {
                highest = (Number) number;
            }
        } else if (number != null) {
            throw record.fault("pk", "a number");
        }
    }

    /** Cells are compared as bytes; as Latin-1 strings, different bytes stay different. */
    private static String latin(byte[] cell) {
        return new String(cell, ISO_8859_1);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    private void grant(byte[] subject, byte[] user, byte[] data) {
        String userPath = latin(user);
        dataByUser.put(userPath, data);
        int number = userNumbers.computeIfAbsent(userPath, path -> userNumbers.size());
        String path = latin(subject);
        // beyond ASCII, bytes never equal text in Python 2
        boolean ascii = path.chars().allMatch(c -> c < 0x80);
        if (ascii && keys.containsKey(path)) {
            Map<String, Object> fields = new HashMap<>();
            fields.put("annotation", "admin");
            fields.put("targetthing", keys.get(path));
            fields.put("thing", userKey(number));
            tags.add(record("timetables.thingtag", (long) tags.size() + 1, fields));
        } else {
            missing.merge(path, 1L, (count, one) -> (Long) count + (Long) one);
        }
    }

    private Number userKey(int number) {
        if (highest instanceof Double) {
            return (Double) highest + 1 + number;
        }
        return new BigInteger(highest.toString()).add(BigInteger.valueOf(number + 1L));
    }

    private Map<String, Object> user(byte[] path, byte[] data) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("data", text(data));
        fields.put("fullname", "A Users Calendar");
        fields.put("fullpath", text(path));
        fields.put("name", text(path.length > 5 ? Arrays.copyOfRange(path, 5, path.length) : new byte[0]));
        fields.put("parent", keys.get("user"));
        fields.put("pathid", PathId.of(path));
        fields.put("type", "user");
        return record("timetables.thing", userKey(userNumbers.get(latin(path))), fields);
    }

    private static Map<String, Object> record(String model, Number key, Map<String, Object> fields) {
        Map<String, Object> record = new HashMap<>();
        record.put("pk", key);
        record.put("model", model);
        record.put("fields", fields);
        return record;
    }

    private String report() throws IOException {
        if (missing.isEmpty()) {
            return "Merged fine with no mismatches!\n";
        }
        Map<String, Object> counts = new HashMap<>();
        missing.forEach((path, count) -> counts.put(text(bytes(path)), count));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new PythonJsonWriter(json).only(counts);
        return NOT_FOUND + json.toString(UTF_8);
    }

    private static String text(byte[] utf8) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw fault(null, "invalid-utf-8", null, "cells in UTF-8");
        }
    }

    private static BrokenFileException fault(String record, String rule, String found, String expected) {
        return new BrokenFileException(
                new Fault(Position.of("standard input"), record, null, rule, found, expected, null));
    }
}
