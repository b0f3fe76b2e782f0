package io.waybill.delivery.naming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.delivery.Change;
import io.waybill.delivery.Changes;
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
    private final RowNames names;
    private final ObjectMapper json = new ObjectMapper();

    /** @param zone in which times are shown */
    public PlanFormat(ZoneId zone, Changes changes, RowNames names) {
        this.planText = new PlanText(zone);
        this.pageJson = new WaybillJson(zone);
        this.changes = changes;
        this.names = names;
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
            changes.each(
                    page.number(),
                    rows,
                    some -> names.of(page.number(), some).forEach(change -> out.println("  " + visible(line(change)))));
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
            changes.each(page.number(), rows, some -> {
                try {
                    for (NamedChange change : names.of(page.number(), some)) {
                        generator.writeTree(json(change));
                    }
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

    /** One row: its table, change, key, name, and columns with their old and new values, and the names of what those refer to. */
    public ObjectNode json(NamedChange named) {
        Change change = named.change();
        ObjectNode row = json.createObjectNode();
        row.put("table", change.table());
        row.put("change", change.kind().name().toLowerCase(Locale.ROOT));
        ObjectNode key = row.putObject("key");
        change.key().forEach(column -> key.put(column.column(), column.value()));
        if (!named.name().isEmpty()) {
            row.put("name", named.name());
        }
        row.put("fresh", change.fresh());
        ObjectNode columns = row.putObject("columns");
        for (Change.Cell cell : change.cells()) {
            ObjectNode values = columns.putObject(cell.column());
            if (named.hidden().contains(cell.column())) {
                values.put("hidden", true);
                continue;
            }
            ReferredColumn referred = named.references().get(cell.column());
            if (referred != null) {
                values.putObject("refersTo").put("table", referred.table()).put("column", referred.column());
            }
            values.put("before", cell.before());
            values.put("after", cell.after());
            if (named.before().containsKey(cell.column())) {
                values.put("beforeName", named.before().get(cell.column()));
            }
            if (named.after().containsKey(cell.column())) {
                values.put("afterName", named.after().get(cell.column()));
            }
        }
        return row;
    }

    private static String line(NamedChange named) {
        Change change = named.change();
        return (change.fresh() ? "new " : "") + change.kind().name().toLowerCase(Locale.ROOT) + " " + change.table()
                + " "
                + change.keyText()
                + (named.name().isEmpty() ? "" : " (" + named.name() + ")")
                + ": "
                + change.cells().stream().map(cell -> cell(named, cell)).collect(Collectors.joining(", "));
    }

    private static String cell(NamedChange named, Change.Cell cell) {
        if (named.hidden().contains(cell.column())) {
            return cell.column() + " " + NamedChange.HIDDEN;
        }
        String before = value(cell.before(), named.before().get(cell.column()));
        String after = value(cell.after(), named.after().get(cell.column()));
        return cell.column() + " "
                + switch (named.change().kind()) {
                    case INSERT -> after;
                    case DELETE -> before;
                    default -> before + " → " + after;
                };
    }

    private static String value(String value, String name) {
        return value == null ? "NULL" : "'" + value + "'" + (name == null ? "" : " (" + name + ")");
    }

    /** Hides control characters, which a terminal would obey. */
    private static String visible(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
