package io.waybill.lino.restore;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.record.TableMatch;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import io.waybill.reject.Rejects;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the rows among the staged ones that were rejects of an earlier dump, so that those are closed. */
record AnsweredKeys(Delivery delivery, Rejects ledger) {
    /**
     * Those of one table. Every table of Django has a key of one column; of another table none is found.
     *
     * @param rejected rows of the same drop: one that has the key of a staged row takes the place of the earlier reject, and answers nothing
     */
    List<AnsweredRow> of(TableMatch match, List<RejectedRow> rejected) throws SQLException {
        String table = match.target().name().toString();
        Set<List<String>> open = new HashSet<>(ledger.openKeys(delivery.connection(), LinoConfig.SYSTEM, table));
        rejected.forEach(row -> open.remove(row.keyCells()));
        if (open.isEmpty() || match.target().key().size() != 1) {
            return List.of();
        }
        List<AnsweredRow> answered = new ArrayList<>();
        try (PreparedStatement query = delivery.connection()
                .prepareStatement(SqlTemplate.load(AnsweredKeys.class, "answered-keys.sql")
                        .withSql("stage", List.of(delivery.relations().stage(table)))
                        .withList("key", match.target().key())
                        .sql())) {
            query.setArray(
                    1,
                    delivery.connection()
                            .createArrayOf(
                                    "text", open.stream().map(key -> key.get(0)).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    answered.add(new AnsweredRow(List.of(row.getString(1)), null, false));
                }
            }
        }
        return answered;
    }
}
