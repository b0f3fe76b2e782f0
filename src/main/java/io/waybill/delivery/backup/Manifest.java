package io.waybill.delivery.backup;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;

/**
 * Describes the contents and the origin of a backup: its {@code manifest.json}.
 *
 * @param format of the backup; {@value #FORMAT} is the one that this Waybill writes and reads
 * @param id of the backup, and the name of its folder
 * @param waybill the number of the waybill before which it was taken
 * @param system of that waybill
 * @param feed of that waybill
 * @param drop name of the dropped file
 * @param createdAt when its rows were read
 * @param createdBy account that ran Waybill
 * @param waybillVersion version of the Waybill that took it
 * @param database from which it was taken
 * @param tables in the order in which they can be loaded
 */
record Manifest(
        int format,
        String id,
        long waybill,
        String system,
        String feed,
        String drop,
        Instant createdAt,
        String createdBy,
        String waybillVersion,
        Database database,
        List<Table> tables) {
    /** The format of backups that this Waybill writes and reads. */
    static final int FORMAT = 1;

    /** Name of its file. */
    static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    Manifest {
        requireNonNull(id, "id");
        requireNonNull(system, "system");
        requireNonNull(feed, "feed");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(database, "database");
        tables = List.copyOf(requireNonNull(tables, "tables"));
    }

    /**
     * A database.
     *
     * @param name of the database
     * @param place address at which it was reached, never with a password
     * @param cluster identifier of the server's data directory; null when the account may not read it
     * @param version of the server: {@code 18.6}
     */
    record Database(String name, String place, String cluster, String version) {
        Database {
            requireNonNull(name, "name");
        }
    }

    /**
     * One table and the file with its rows.
     *
     * @param schema in the catalogue
     * @param table in the catalogue
     * @param model what its records are called
     * @param key columns of the primary key, in its order
     * @param pk the column that is the {@code pk} of its records; null when Django has no such key
     * @param columns all columns that can be written, in the catalogue's order
     * @param generated columns that the database computes, which are not in the file
     * @param sequences that number its columns
     * @param rows number of rows
     * @param exact number of records with a member {@code exact} beside their fields: by column, PostgreSQL's own text
     *     of values that JSON cannot express completely
     * @param file name of the file
     * @param size of the file in bytes
     * @param sha256 of the file, lower-case hex
     */
    record Table(
            String schema,
            String table,
            String model,
            List<String> key,
            String pk,
            List<Column> columns,
            List<String> generated,
            List<Sequence> sequences,
            long rows,
            long exact,
            String file,
            long size,
            String sha256) {
        Table {
            requireNonNull(schema, "schema");
            requireNonNull(table, "table");
            requireNonNull(model, "model");
            key = List.copyOf(requireNonNull(key, "key"));
            columns = List.copyOf(requireNonNull(columns, "columns"));
            generated = List.copyOf(requireNonNull(generated, "generated"));
            sequences = List.copyOf(requireNonNull(sequences, "sequences"));
        }

        /** The same, completed by what became known while writing it. */
        Table written(List<Sequence> sequences, long rows, long exact, String file, long size, String sha256) {
            return new Table(
                    schema, table, model, key, pk, columns, generated, sequences, rows, exact, file, size, sha256);
        }

        /** The columns that are fields of its records, in their order. */
        List<Column> fields() {
            return columns.stream().filter(column -> !column.name().equals(pk)).toList();
        }

        /** Its name for people and for the catalogue: with the schema unless that is {@code public}. */
        String label() {
            return schema.equals("public") ? table : schema + "." + table;
        }
    }

    /**
     * One column.
     *
     * @param name in the catalogue
     * @param type as PostgreSQL writes it
     * @param form how its values are written in the file
     * @param field what a record calls it
     */
    record Column(String name, String type, ColumnForm form, String field) {
        Column {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
            requireNonNull(form, "form");
            requireNonNull(field, "field");
        }
    }

    /**
     * A sequence that numbers a column.
     *
     * @param name qualified and quoted
     * @param column that it numbers
     * @param last its last value; null when the account may not read it
     * @param called whether that value has been used
     */
    record Sequence(String name, String column, Long last, boolean called) {
        Sequence {
            requireNonNull(name, "name");
            requireNonNull(column, "column");
        }
    }

    /** Number of rows in all tables. */
    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /** Size of all files with rows, in bytes. */
    long size() {
        return tables.stream().mapToLong(Table::size).sum();
    }

    String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a manifest can be written as JSON", e);
        }
    }

    /** @throws JsonProcessingException when it is not a manifest */
    static Manifest ofJson(String json) throws JsonProcessingException {
        Manifest manifest = JSON.readValue(json, Manifest.class);
        if (manifest == null) {
            throw new JsonParseException(null, "null");
        }
        return manifest;
    }
}
