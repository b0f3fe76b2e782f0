package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.naming.PlanFormat;
import io.waybill.delivery.naming.RowLookup;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import java.sql.SQLException;

/** The page of one row of the target, to which references lead. */
public final class TargetRowPage {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final RowLookup lookup;
    private final PlanFormat format;

    /** @param format writes the row as JSON */
    public TargetRowPage(RowLookup lookup, PlanFormat format) {
        this.lookup = requireNonNull(lookup, "lookup");
        this.format = requireNonNull(format, "format");
    }

    /**
     * The row.
     *
     * @throws RefusedException when its table is none that people may look at, or Waybill may not read it
     */
    Answer show(Request request) throws SQLException {
        String table = asked(request, "table");
        String column = request.query().text("column").orElse(null);
        String key = request.query().raw("key");
        long waybill = request.query().number("waybill").orElse(0L);
        try {
            return lookup.find(table, column, key, waybill)
                    .map(row -> new TargetRowView(
                            row, waybill, row.change().map(format::json).orElse(null)))
                    .orElseThrow(() -> RefusedException.notFound("Rows of " + table
                            + " cannot be looked up here: only those of tables that Waybill delivers or has names for, by a"
                            + " key that is one column and not secret."));
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw RefusedException.notFound(
                        "The account with which Waybill reads the target may not read the table " + table + ".");
            }
            throw e;
        }
    }

    private static String asked(Request request, String parameter) {
        return request.query()
                .text(parameter)
                .orElseThrow(() -> RefusedException.badRequest("The address lacks '" + parameter + "'."));
    }
}
