package io.waybill.school.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.waybill.format.Fault;
import io.waybill.format.csv.CsvDialect;
import io.waybill.format.csv.EncodingGuess;
import io.waybill.model.Notice;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.SchoolRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes what an adapter gives as JSON Lines, for other programs: one object a line, in UTF-8, each with its kind as {@code record}. The last
 * line, {@code end}, says what became of each area; without it, a file is not whole.
 */
public final class JsonLines implements Extract, Closeable {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build()
            .writer()
            .withRootValueSeparator("\n");

    private final OutputStream out;
    private final JsonGenerator json;
    private final String source;
    private final Map<Area, AreaState> areas = new EnumMap<>(Area.class);
    private long records;
    private long rejected;

    /**
     * Begins to write.
     *
     * @param out receives the lines; it stays open
     * @param source name of the system that the records come from
     * @throws IOException when nothing can be written
     */
    public JsonLines(OutputStream out, String source) throws IOException {
        this.out = out;
        this.json = WRITER.createGenerator(out);
        this.source = source;
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void record(SchoolRecord record) {
        records++;
        write(() -> WRITER.writeValue(json, record));
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void rejected(Area area, String key, Fault fault) {
        rejected(area, key == null ? "area" : "record", key, fault);
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void rejectedWith(Area area, String key, Fault fault) {
        rejected(area, key, fault);
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void rejectedLink(Area area, Fault fault) {
        rejected(area, "nothing", null, fault);
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void incomplete(String key) {
        write(() -> {
            json.writeStartObject();
            json.writeStringField("record", "incomplete");
            json.writeStringField("key", key);
            json.writeEndObject();
        });
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void unusable(UnusableEntry entry) {
        write(() -> {
            json.writeStartObject();
            json.writeStringField("record", "unusable-entry");
            json.writePOJOField("kinds", new TreeSet<>(entry.kinds()));
            json.writePOJOField("sources", entry.sources());
            json.writeStringField("name", entry.name());
            json.writePOJOField("periods", entry.periods());
            json.writePOJOField("groups", entry.groups());
            json.writeBooleanField("identified", entry.identified());
            json.writeEndObject();
        });
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void unreadable(UnreadableLink link) {
        write(() -> {
            json.writeStartObject();
            json.writeStringField("record", "unreadable-link");
            json.writePOJOField("kind", link.kind());
            json.writeStringField("key", link.key());
            json.writeStringField("pupil", link.pupil());
            json.writeEndObject();
        });
    }

    /** @param holds what may not be taken for gone */
    private void rejected(Area area, String holds, String key, Fault fault) {
        rejected++;
        write(() -> {
            json.writeStartObject();
            json.writeStringField("record", "rejected");
            json.writePOJOField("area", area);
            json.writeStringField("holds", holds);
            json.writeStringField("key", key);
            json.writeStringField("rule", fault.rule());
            json.writeStringField("reason", fault.sentence());
            json.writeEndObject();
        });
    }

    @Override
    public void table(String name, Path file, CsvDialect dialect) {
        EncodingGuess guess = dialect.guess();
        if (guess != null) {
            notice(new Notice("guessed-encoding", guess.sentence(name), guess.words()));
        }
    }

    /** @throws UncheckedIOException when it cannot be written */
    @Override
    public void notice(Notice notice) {
        write(() -> {
            json.writeStartObject();
            json.writeStringField("record", "notice");
            json.writeStringField("rule", notice.rule());
            json.writeStringField("sentence", notice.sentence());
            json.writeNumberField("count", notice.count());
            json.writeEndObject();
        });
    }

    @Override
    public void area(Area area, AreaState state) {
        areas.put(area, state);
    }

    /**
     * Writes the last line.
     *
     * @throws IOException when it cannot be written
     */
    public void end() throws IOException {
        json.writeStartObject();
        json.writeStringField("record", "end");
        json.writeStringField("source", source);
        json.writePOJOField("areas", areas);
        json.writeNumberField("records", records);
        json.writeNumberField("rejected", rejected);
        json.writeEndObject();
        json.flush();
        out.write('\n');
    }

    /** Ends writing; without {@link #end} before, the file is not whole. */
    @Override
    public void close() throws IOException {
        json.close();
    }
}
