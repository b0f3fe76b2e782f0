package io.waybill.timetable.feed;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.shape.TableShape;
import io.waybill.model.Notice;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.dump.UnmappedFields;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Tells what a dump has and the mapping file lacks. Where the target has a column or table for it, it is data that people expect to
 * arrive: then the drop waits for approval.
 */
final class UnmappedData {
    private static final String FILE = "config/timetable.yaml";
    private static final String FIELD = "unmapped-field";
    private static final String MODEL = "unmapped-model";

    private final TimetableConfig config;
    private final Delivery delivery;
    private final Outcome outcome;

    /** @param delivery whose transaction is open */
    UnmappedData(TimetableConfig config, Delivery delivery, Outcome outcome) {
        this.config = config;
        this.delivery = delivery;
        this.outcome = outcome;
    }

    void field(UnmappedFields.Found found) {
        outcome.leavesDataOut();
        String records = records(found.records(), found.model())
                + (found.records() == 1 ? " has " : " have ")
                + (found.isMember() ? "a member " : "a field ")
                + found.field()
                + (found.values() == found.records() ? "" : " (in " + found.values() + " not null)");
        String place = " (first: " + found.first() + ")";
        if (found.isMember()) {
            outcome.notice(new Notice(
                    FIELD,
                    records + " beside their fields, where dumpdata writes nothing: it is left out" + place + ".",
                    found.records()));
            return;
        }
        String column = column(found);
        String mapped = "models." + found.model() + ".fields";
        String ignored = "models." + found.model() + ".ignored";
        String table = table(found.model());
        String advice = column == null
                ? "The target's table " + table + " has no column for it. To leave it out without this notice, add "
                        + found.field() + " to " + ignored + " in " + FILE + "."
                : "The target's table " + table + " has the column " + column + ": add '" + found.field() + ": "
                        + column
                        + "' to " + mapped + " in " + FILE + " and drop the file again; to leave it out always, add "
                        + found.field() + " to " + ignored + ".";
        outcome.notice(new Notice(
                FIELD, records + " that " + FILE + " lacks; it is left out" + place + ". " + advice, found.records()));
        if (column != null) {
            outcome.ask(new Outcome.Question(
                    FIELD, found.model() + "." + found.field(), records + " that is left out. " + advice));
        }
    }

    void model(String model, long records) throws SQLException {
        if (config.ignoredModels().contains(model)) {
            return;
        }
        outcome.leavesDataOut();
        String table = model.replace('.', '_');
        boolean there = exists(table);
        String sentence = records(records, model) + (records == 1 ? " is" : " are") + " left out, because " + FILE
                + " lacks the model.";
        String advice = (there
                        ? " The target has the table " + table
                                + ", which stays as it is: Waybill does not know what its rows mean."
                        : " The target has no table " + table + ".")
                + " To leave the model out always, add " + model + " to ignored-models in " + FILE + ".";
        outcome.notice(new Notice(MODEL, sentence + advice, records));
        if (there) {
            outcome.ask(new Outcome.Question(MODEL, model, sentence + advice));
        }
    }

    /** The column that Django gives a field of this name; null when the target has none. */
    private String column(UnmappedFields.Found found) {
        TableShape shape = delivery.shape().table(table(found.model()));
        return Stream.of(found.field(), found.field() + "_id")
                .filter(shape.columns()::containsKey)
                .findFirst()
                .orElse(null);
    }

    private String table(String model) {
        return config.table(model.substring(model.indexOf('.') + 1));
    }

    private boolean exists(String table) throws SQLException {
        try (PreparedStatement query =
                delivery.connection().prepareStatement("SELECT to_regclass(quote_ident(?)) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static String records(long count, String model) {
        return count + (count == 1 ? " record of " : " records of ") + model;
    }
}
