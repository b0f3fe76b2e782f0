package io.waybill.timetable.demo;

import io.waybill.format.django.RecordText;
import io.waybill.timetable.PathId;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Writes Timetable records as {@code dumpdata} does: one array on one line, ASCII only. */
final class DumpWriter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private final Writer out;
    private boolean first = true;

    DumpWriter(Writer out) {
        this.out = out;
    }

    void thing(long key, Long parent, String path, String type, String fullname, String data) throws IOException {
        object(
                key,
                "thing",
                "\"name\": " + RecordText.quoted(path.substring(path.lastIndexOf('/') + 1)) + ", \"parent\": " + parent
                        + ", \"data\": " + RecordText.quoted(data) + ", \"pathid\": "
                        + RecordText.quoted(PathId.of(path))
                        + ", \"fullpath\": "
                        + RecordText.quoted(path) + ", \"type\": " + RecordText.quoted(type) + ", \"fullname\": "
                        + RecordText.quoted(fullname));
    }

    void series(long key, String title, String data, boolean current) throws IOException {
        object(
                key,
                "eventsource",
                "\"sourceurl\": null, \"sourcetype\": \"pattern\", \"title\": " + RecordText.quoted(title)
                        + ", \"sourcefile\": \"\", \"current\": " + current + ", \"master\": " + key + ", \"data\": "
                        + RecordText.quoted(data)
                        + ", \"versionstamp\": \"2013-09-01T09:00:00.112Z\"");
    }

    void event(long key, long series, String title, LocalDateTime start, String place, UUID uid, String data)
            throws IOException {
        object(
                key,
                "event",
                "\"status\": 0, \"end\": \"" + TIME.format(start.plusHours(1)) + "\", \"versionstamp\": "
                        + "\"2013-09-02T09:00:00Z\", \"title\": " + RecordText.quoted(title) + ", \"source\": " + series
                        + ", \"endtz\": \"Europe/London\", \"current\": true, \"start\": \"" + TIME.format(start)
                        + "\", \"master\": null, \"location\": " + RecordText.quoted(place) + ", \"uid\": \"" + uid
                        + "\", \"data\": "
                        + RecordText.quoted(data)
                        + ", \"starttz\": \"Europe/London\"");
    }

    void seriesTag(long key, long thing, long series, String annotation) throws IOException {
        object(
                key,
                "eventsourcetag",
                "\"thing\": " + thing + ", \"eventsource\": " + series + ", \"annotation\": "
                        + (annotation == null ? "null" : RecordText.quoted(annotation)));
    }

    void thingTag(long key, long thing, long target, String annotation) throws IOException {
        object(
                key,
                "thingtag",
                "\"thing\": " + thing + ", \"targetthing\": " + target + ", \"annotation\": "
                        + RecordText.quoted(annotation));
    }

    void lock(long key, long owner, long thing) throws IOException {
        object(
                key,
                "thinglock",
                "\"owner\": " + owner + ", \"thing\": " + thing
                        + ", \"expires\": \"2013-10-01T09:00:00Z\", \"name\": \"short\"");
    }

    void end() throws IOException {
        out.write(first ? "[]" : "]");
    }

    private void object(long key, String model, String fields) throws IOException {
        out.write(first ? "[" : ", ");
        first = false;
        out.write("{\"pk\": " + key + ", \"model\": \"timetables." + model + "\", \"fields\": {" + fields + "}}");
    }
}
