package io.waybill.delivery.shadow;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.shape.TableName;
import java.util.Collection;
import java.util.List;

/**
 * What keeps tables from changing places with copies of them: rights that the user lacks, and whatever belongs to a table and would stay
 * with the old one, such as a view.
 */
public final class Obstacles {
    private final DeliverySession session;

    /** @param session on which the catalogue is read */
    public Obstacles(DeliverySession session) {
        this.session = session;
    }

    /** Parts of sentences, each naming what is in the way; none when the tables can be switched. */
    public List<String> of(Collection<TableName> tables) {
        Object names = session.array("text", tables.stream().map(TableName::sql).toList());
        return QualifiedNames.during(
                session,
                () -> session.query(
                        SqlTemplate.load(Obstacles.class, "obstacles.sql").sql(),
                        row -> row.getString("sentence"),
                        names));
    }
}
