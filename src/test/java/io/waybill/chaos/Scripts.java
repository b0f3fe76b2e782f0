package io.waybill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.Refresh;
import io.waybill.chaos.Script.Approve;
import io.waybill.chaos.Script.Drop;
import io.waybill.chaos.Script.Restore;
import io.waybill.chaos.Script.Undo;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.timetable.demo.SampleDumps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of the campaign, and what people do with them. */
final class Scripts {
    private static final FeedName PLAY = new FeedName("timetable", "play");
    private static final int OBJECTS = 1_500;
    private static final int MANY_OBJECTS = 15_000;

    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;
    private final Path play;
    private final Path live;
    private final Path other;
    private final Path changed;
    private final Path half;
    private final Path broken;
    private final Path large;

    Scripts(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.play = file("play.dump");
        this.live = file("live.dump");
        this.large = file("large.dump");
        new SampleDumps(seed, OBJECTS).write(live, play);
        new SampleDumps(seed, MANY_OBJECTS).writeLive(large);
        this.changed = written("changed.dump", retitled(100));
        // Of the same name as the first, since it takes that one's place.
        this.other = written("other/live.dump", retitled(70));
        this.half = written("half.dump", withoutHalfOfTheEvents());
        byte[] whole = Files.readAllBytes(live);
        this.broken = Files.write(file("broken.dump"), Arrays.copyOf(whole, whole.length / 2));
    }

    /** What Play has at first. */
    Path play() {
        return play;
    }

    Path other() {
        return other;
    }

    /** Two refreshes, a broken file and one that leads to a file only. */
    Script everyday() {
        return new Script(
                "everyday",
                List.of(
                        new Drop(Refresh.LIVE, live),
                        new Drop(Refresh.LIVE, changed),
                        new Drop(Refresh.LIVE, broken),
                        new Drop(PLAY, play)));
    }

    Script one() {
        return Script.drops("one", Refresh.LIVE, live);
    }

    Script theOther() {
        return Script.drops("the other", Refresh.LIVE, other);
    }

    /** So many rows that a guard holds them, and somebody approves. */
    Script large() {
        return new Script("large", List.of(new Drop(Refresh.LIVE, large), new Approve("large.dump")));
    }

    /** A drop that a guard holds, and somebody approves. */
    Script approved() {
        return new Script(
                "approved",
                List.of(new Drop(Refresh.LIVE, live), new Drop(Refresh.LIVE, half), new Approve("half.dump")));
    }

    /** A preview, its delivery, and the same file once more. */
    Script repeated() throws IOException {
        DropOptions preview = new DropOptions(true, false, "", "", Map.of());
        return new Script(
                "repeated",
                List.of(
                        new Drop(Refresh.LIVE, copy("preview.dump"), preview),
                        new Drop(Refresh.LIVE, live),
                        new Drop(Refresh.LIVE, copy("again.dump"))));
    }

    private Path copy(String name) throws IOException {
        return Files.copy(live, file(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A refresh that is taken back. */
    Script undone() {
        return new Script("undone", List.of(new Drop(Refresh.LIVE, live), new Undo("live.dump")));
    }

    /** People, and more of them; then the backup from before the second drop is brought back. */
    Script restored() throws IOException {
        Path first = Files.writeString(file("users.csv"), "Email,Name\na@x.ir,Ann\nb@x.ir,Ben\n");
        Path second = Files.writeString(file("more.csv"), "Email,Name\nc@x.ir,Cem\n");
        FeedName users = new FeedName("merlin", "users");
        DropOptions options = new DropOptions(false, false, "", "", Map.of("create-missing", "true"));
        return new Script(
                "restored",
                List.of(new Drop(users, first, options), new Drop(users, second, options), new Restore("more.csv")));
    }

    /** A school's export, and a later one. */
    Script school() throws IOException {
        FeedName isams = new FeedName("school", "isams");
        Path export = Files.createDirectories(file("school"));
        new InventedSchool(SchoolSize.SMALL).writeIsams(export);
        Path first = zip(export, file("first.zip"));
        Path data = export.resolve("data.xml");
        Files.writeString(data, Files.readString(data).replaceFirst("<Pupil Id=\"3\">.*", ""));
        Path later = zip(export, file("later.zip"));
        return new Script(
                "school",
                List.of(
                        new Drop(isams, first, starting(InventedSchool.FIRST.toString())),
                        new Drop(isams, later, starting("2016-09-20"))));
    }

    /** A school's export, and one in which half of the pupils are missing, whose plan is approved. */
    Script schoolApproved() throws IOException {
        FeedName isams = new FeedName("school", "isams");
        Path export = Files.createDirectories(file("half-a-school"));
        new InventedSchool(SchoolSize.SMALL).writeIsams(export);
        Path whole = zip(export, file("whole-school.zip"));
        Path data = export.resolve("data.xml");
        Files.writeString(data, Files.readString(data).replaceAll("<Pupil Id=\"\\d*[02468]\">.*", ""));
        Path half = zip(export, file("half-school.zip"));
        return new Script(
                "school approved",
                List.of(
                        new Drop(isams, whole, starting(InventedSchool.FIRST.toString())),
                        new Drop(isams, half, starting("2016-09-20")),
                        new Approve("half-school.zip")));
    }

    private static DropOptions starting(String day) {
        return new DropOptions(false, false, "", "", Map.of("start", day));
    }

    private static Path zip(Path folder, Path zip) throws IOException {
        try (Stream<Path> files = Files.list(folder);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path each : files.sorted().toList()) {
                out.putNextEntry(new ZipEntry(each.getFileName().toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
        return zip;
    }

    /** A site's dump, restored. */
    Script lino() throws IOException {
        Path dump = file("site.zip");
        SampleSite.ofPartners(30).writeZip(dump, "snapshot/");
        DropOptions options = new DropOptions(false, false, "", "", Map.of("source.use-tz", "true"));
        return new Script("lino", List.of(new Drop(new FeedName("lino", "restore"), dump, options)));
    }

    /** Every so many series have another title. */
    private ArrayNode retitled(int every) throws IOException {
        ArrayNode records = records();
        int i = 0;
        for (JsonNode record : records) {
            if (is(record, "timetables.eventsource") && i++ % every == 0) {
                ObjectNode fields = (ObjectNode) record.get("fields");
                fields.put("title", fields.get("title").asText() + " (changed " + every + ")");
            }
        }
        return records;
    }

    private ArrayNode withoutHalfOfTheEvents() throws IOException {
        ArrayNode rest = json.createArrayNode();
        for (JsonNode record : records()) {
            JsonNode fields = record.get("fields");
            boolean event = is(record, "timetables.event");
            boolean goes = event && isEven(record.get("pk"))
                    || isEven(fields.get("event"))
                    || event && isEven(fields.get("master"));
            if (!goes) {
                rest.add(record);
            }
        }
        return rest;
    }

    /** @param key of an event, null when there is none */
    private static boolean isEven(JsonNode key) {
        return key != null && key.canConvertToLong() && key.asLong() % 2 == 0;
    }

    private static boolean is(JsonNode record, String model) {
        return record.get("model").asText().equals(model);
    }

    private ArrayNode records() throws IOException {
        return (ArrayNode) json.readTree(Files.readString(live, StandardCharsets.UTF_8));
    }

    private Path written(String name, ArrayNode records) throws IOException {
        Path file = file(name);
        json.writeValue(file.toFile(), records);
        return file;
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
