package io.waybill.timetable.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.timetable.PathId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The records of a dump as {@code dumpdata} would write them, all fields filled, to be changed one by one. */
final class Records {
    static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> records = new ArrayList<>();

    static Records of(String dump) throws java.io.IOException {
        Records records = new Records();
        JSON.readTree(dump).forEach(record -> records.records.add((ObjectNode) record));
        return records;
    }

    Records thing(long key, Integer parent, String path, String type) {
        return thing(key, parent, path, type, "Name of " + path, "");
    }

    Records thing(long key, Integer parent, String path, String type, String fullname, String data) {
        ObjectNode fields = add("thing", key);
        fields.put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("parent", parent)
                .put("data", data)
                .put("pathid", PathId.of(path))
                .put("fullpath", path)
                .put("type", type)
                .put("fullname", fullname);
        return this;
    }

    Records user(long key, int root, String name, String salt) {
        return thing(
                key,
                root,
                "user/" + name,
                "user",
                "A Users Calendar",
                salt == null ? "" : "{\"salt\": \"" + salt + "\"}");
    }

    Records series(long key, String title, String data) {
        ObjectNode fields = add("eventsource", key);
        fields.putNull("sourceurl");
        fields.put("sourcetype", "pattern")
                .put("title", title)
                .put("sourcefile", "")
                .put("current", true)
                .put("master", key)
                .put("data", data)
                .put("versionstamp", "2013-09-01T09:00:00.112Z");
        return this;
    }

    Records event(long key, long series, String uid) {
        ObjectNode fields = add("event", key);
        fields.put("status", 0)
                .put("start", "2013-10-10T08:00:00Z")
                .put("end", "2013-10-10T09:00:00Z")
                .put("starttz", "Europe/London")
                .put("endtz", "Europe/London")
                .put("title", "Event " + uid)
                .put("location", "Room \u00fc")
                .put(
                        "uid",
                        uid == null
                                ? UUID.nameUUIDFromBytes(("e" + key).getBytes(StandardCharsets.UTF_8))
                                        .toString()
                                : uid)
                .put("data", "{\"people\": []}")
                .put("source", series)
                .putNull("master")
                .put("current", true)
                .put("versionstamp", "2013-09-02T09:00:00Z");
        return this;
    }

    Records home(long key, long module, long series) {
        return seriesTag(key, module, series, "home");
    }

    Records entry(long key, long user, long series) {
        return seriesTag(key, user, series, null);
    }

    Records seriesTag(long key, long thing, long series, String annotation) {
        add("eventsourcetag", key)
                .put("thing", thing)
                .put("eventsource", series)
                .put("annotation", annotation);
        return this;
    }

    Records eventTag(long key, long thing, long event) {
        add("eventtag", key).put("thing", thing).put("event", event).putNull("annotation");
        return this;
    }

    Records tag(long key, long thing, long target, String annotation) {
        add("thingtag", key).put("thing", thing).put("targetthing", target).put("annotation", annotation);
        return this;
    }

    Records grant(long key, long user, long subject) {
        return tag(key, user, subject, "admin");
    }

    Records lock(long key, long thing, long owner) {
        add("thinglock", key)
                .put("thing", thing)
                .put("owner", owner)
                .put("expires", "2013-10-01T09:00:00Z")
                .put("name", "short");
        return this;
    }

    private ObjectNode add(String model, long key) {
        ObjectNode record = JSON.createObjectNode().put("pk", key).put("model", "timetables." + model);
        records.add(record);
        return record.putObject("fields");
    }

    ObjectNode record(String model, long key) {
        return records.stream()
                .filter(record -> record.get("model").asText().equals("timetables." + model)
                        && record.get("pk").asLong() == key)
                .findFirst()
                .orElseThrow();
    }

    ObjectNode fields(String model, long key) {
        return (ObjectNode) record(model, key).get("fields");
    }

    Records without(String model, long key) {
        records.remove(record(model, key));
        return this;
    }

    Records shuffled(Random random) {
        Collections.shuffle(records, random);
        return this;
    }

    List<ObjectNode> all() {
        return records;
    }

    Records copy() {
        Records copy = new Records();
        records.forEach(record -> copy.records.add(record.deepCopy()));
        return copy;
    }

    /** On one line, like {@code dumpdata}. */
    String json() {
        return array().toString();
    }

    String pretty() {
        return array().toPrettyString();
    }

    byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private ArrayNode array() {
        ArrayNode array = JSON.createArrayNode();
        records.forEach(array::add);
        return array;
    }

    static JsonNode parse(byte[] json) throws java.io.IOException {
        return JSON.readTree(json);
    }
}
