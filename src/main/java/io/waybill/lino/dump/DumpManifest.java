package io.waybill.lino.dump;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What stands beside the files of a dump that Waybill wrote, in {@value #FILE}: what they have to be, and what a dump itself does not say of its
 * tables.
 *
 * @param kind always {@value #KIND}
 * @param waybill version that wrote the dump
 * @param taken when its snapshot was taken, in UTC
 * @param version of the site's application; null when it is not known
 * @param languages of the site, its own first
 * @param rows of all tables
 * @param files all files but this one
 * @param tables in the order in which they are loaded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpManifest(
        String kind,
        String waybill,
        String taken,
        String version,
        List<String> languages,
        long rows,
        List<DumpedFile> files,
        List<DumpedTable> tables) {
    /** Its name in the dump's folder. */
    public static final String FILE = "manifest.json";
    /** How it is recognised. */
    public static final String KIND = "lino-dump";

    private static final int LONGEST = 64 << 20;

    public DumpManifest {
        languages = languages == null ? List.of() : List.copyOf(languages);
        files = files == null ? List.of() : List.copyOf(files);
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /**
     * A file of the dump.
     *
     * @param name in the dump's folder
     * @param bytes its length
     * @param sha256 in small hexadecimal digits
     */
    public record DumpedFile(String name, long bytes, String sha256) {}

    /**
     * A table of the dump.
     *
     * @param table its name
     * @param model full name of its model
     * @param rows how many it has
     * @param sha256 of its rows as the dump writes them, one after the other, whatever files they are in
     * @param key columns of its primary key
     * @param columns in the order of the values
     */
    public record DumpedTable(
            String table, String model, long rows, String sha256, List<String> key, List<DumpedColumn> columns) {
        public DumpedTable {
            key = key == null ? List.of() : List.copyOf(key);
            columns = columns == null ? List.of() : List.copyOf(columns);
        }
    }

    /**
     * A column of the dump.
     *
     * @param name of the parameter
     * @param type in the database
     * @param nullable whether it may be NULL
     * @param references the table that it refers to; null when it refers to none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DumpedColumn(String name, String type, boolean nullable, String references) {}

    /**
     * Reads a manifest.
     *
     * @param in not closed
     * @throws BrokenFileException when it is none
     */
    static DumpManifest read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST);
        try {
            DumpManifest manifest = new ObjectMapper()
                    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                    .readValue(bytes, DumpManifest.class);
            if (manifest != null && KIND.equals(manifest.kind)) {
                return manifest;
            }
        } catch (JsonProcessingException e) {
            throw unusable(
                    e.getLocation() == null
                            ? Position.of(FILE)
                            : new Position(
                                    FILE,
                                    Math.max(0, e.getLocation().getLineNr()),
                                    Math.max(0, e.getLocation().getColumnNr()),
                                    -1));
        }
        throw unusable(Position.of(FILE));
    }

    private static BrokenFileException unusable(Position at) {
        return new BrokenFileException(Fault.ofFile(
                at,
                "not-a-manifest",
                "something else",
                "the manifest that Waybill wrote with the dump",
                "Take the dump as it was written. Without " + FILE + " it can be read, but not verified."));
    }

    /** As text, for people as well. */
    String json() throws JsonProcessingException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
    }
}
