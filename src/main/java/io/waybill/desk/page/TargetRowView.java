package io.waybill.desk.page;

import io.waybill.delivery.Change;
import io.waybill.delivery.naming.NamedChange;
import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.delivery.naming.ReferredRow;
import io.waybill.delivery.naming.TargetRow;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.system.Mending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the target.
 *
 * @param row the row
 * @param waybill from which somebody came, so that its change of the row is shown too; 0 for none
 * @param change what the waybill does to it, as JSON; null for nothing
 */
record TargetRowView(TargetRow row, long waybill, Object change) implements View {
    @Override
    public String template() {
        return "target-row.jte";
    }

    @Override
    public String title() {
        return row.name().isEmpty() ? "Row " + row.key() + " of " + row.table() : row.name();
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    @Override
    public String chapter() {
        return "desk#rows-that-others-refer-to";
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("table", row.table());
        page.put("column", row.column());
        page.put("key", row.key());
        page.put("name", row.name());
        page.put("now", row.now().map(TargetRowView::columns).orElse(null));
        page.put("change", change);
        return page;
    }

    private static Map<String, Object> columns(NamedChange now) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Change.Cell cell : now.change().cells()) {
            Map<String, Object> value = new LinkedHashMap<>();
            if (now.hidden().contains(cell.column())) {
                value.put("hidden", true);
            } else {
                value.put("value", cell.after());
                if (now.after().containsKey(cell.column())) {
                    value.put("name", now.after().get(cell.column()));
                }
                if (now.references().containsKey(cell.column())) {
                    value.put("refersTo", now.references().get(cell.column()));
                }
            }
            columns.put(cell.column(), value);
        }
        return columns;
    }

    /** The changes of the waybill, in the form in which lists show them. */
    List<NamedChange> changes() {
        return row.change().stream().toList();
    }

    /** Address of the row that a value refers to; null when nobody can look at it. */
    static String address(long waybill, ReferredColumn referred, String value) {
        return referred == null || value == null ? null : address(waybill, referred.table(), referred.column(), value);
    }

    /** Address of a changed row itself; null when its key is not a single column, or secret. */
    static String address(long waybill, NamedChange row) {
        List<Change.Key> key = row.change().key();
        return key.size() != 1 || row.hidden().contains(key.get(0).column())
                ? null
                : address(
                        waybill,
                        row.change().table(),
                        key.get(0).column(),
                        key.get(0).value());
    }

    /** Address of the row that a value outside of the target refers to. */
    static String address(long waybill, ReferredRow row) {
        return address(waybill, row.table(), row.column(), row.key());
    }

    /** Address of a row by its primary key. */
    static String address(Mending.RowPlace row) {
        return "/row?table=" + UrlEncoded.encoded(row.table()) + "&key=" + UrlEncoded.encoded(row.key());
    }

    /** @param waybill 0 for none */
    static String address(long waybill, String table, String column, String key) {
        return "/row?table=" + UrlEncoded.encoded(table) + "&column=" + UrlEncoded.encoded(column) + "&key="
                + UrlEncoded.encoded(key) + (waybill == 0 ? "" : "&waybill=" + waybill);
    }
}
