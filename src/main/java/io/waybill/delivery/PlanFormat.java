package io.waybill.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.LedgerEntry;
import io.waybill.report.PlanText;
import io.waybill.report.WaybillJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan as text for people and as JSON for programs. Its rows are written while they are read, however many there are.
 */
public final class PlanFormat {
    private final PlanText planText;
    private final WaybillJson pageJson;
    private final Changes changes;
    private final ObjectMapper json = new ObjectMapper();

    /** @param zone in which times are shown */
    public PlanFormat(ZoneId zone, Changes changes) {
        this.planText = new PlanText(zone);
        this.pageJson = new WaybillJson(zone);
        this.changes = changes;
    }

    /**
     * Writes the plan as text, in several lines.
     *
     * @param rows which rows to list; null for none
     */
    public void text(LedgerEntry page, Changes.Filter rows, PrintWriter out) {
        out.print(planText.of(page));
        if (rows != null) {
            out.println("\nRows");
            changes.each(page.number(), rows, change -> out.println("  " + visible(line(change))));
        }
    }

    /**
     * Writes the plan as one JSON object.
     *
     * @param rows which rows are listed; null for none
     */
    public void json(LedgerEntry page, Changes.Filter rows, PrintWriter out) throws IOException {
        JsonGenerator generator = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter();
        generator.setCodec(json);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        ObjectNode head = pageJson.plan(page);
        generator.writeStartObject();
        for (var field : head.properties()) {
            generator.writeFieldName(field.getKey());
            generator.writeTree(field.getValue());
        }
        if (rows != null) {
            generator.writeArrayFieldStart("rows");
            changes.each(page.number(), rows, change -> {
                try {
                    generator.writeTree(json(change));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            generator.writeEndArray();
        }
        generator.writeEndObject();
        generator.close();
        out.println();
    }

    /** One row: its table, change, key, and columns with their old and new values. */
    public ObjectNode json(Change change) {
        ObjectNode row = json.createObjectNode();
        row.put("table", change.table());
        row.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        ObjectNode key = row.putObject("key");
        change.key().forEach(column -> key.put(column.column(), column.value()));
        if (change.offset() != null) {
            row.put("byteOffset", change.offset());
        }
        row.put("fresh", change.fresh());
        ObjectNode columns = row.putObject("columns");
        change.cells()
                .forEach(cell -> columns.putObject(cell.column())
                        .put("before", cell.before())
                        .put("after", cell.after()));
        return row;
    }

    private static String line(Change change) {
        return (change.fresh() ? "new " : "") + change.kind().name().toLowerCase(Locale.ROOT) + " " + change.table()
                + " "
                + change.keyText() + ": "
                + change.cells().stream()
                        .map(cell -> switch (change.kind()) {
                            case INSERT -> cell.column() + " " + value(cell.after());
                            case DELETE -> cell.column() + " " + value(cell.before());
                            default -> cell.column() + " " + value(cell.before()) + " → " + value(cell.after());
                        })
                        .collect(Collectors.joining(", "));
    }

    private static String value(String value) {
        return value == null ? "NULL" : "'" + value + "'";
    }

    /** Hides control characters, which a terminal would obey. */
    private static String visible(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
