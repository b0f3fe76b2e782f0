package io.waybill.delivery;

import io.waybill.database.SqlTemplate;
import io.waybill.database.Target;
import io.waybill.delivery.shape.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a target's catalogue says of tables before a delivery is opened: for systems in which a drop itself decides which tables and columns
 * it has.
 *
 * @param tables by the names that were asked for, without the unusable ones
 * @param unusable what was asked for, too
 */
public record Catalogue(Map<String, TableShape> tables, List<UnusableTables> unusable) {
    public Catalogue {
        tables = Map.copyOf(tables);
        unusable = List.copyOf(unusable);
    }

    /**
     * Reads it.
     *
     * @param names of tables, with their schema where that is not on the search path
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    public static Catalogue read(Target target, Collection<String> names) {
        try (DeliverySession session = new DeliverySession(target)) {
            List<UnusableTables> unusable = new ArrayList<>();
            Map<String, TableShape> tables =
                    new ShapeReader(session, target.describe()).tables(List.copyOf(names), unusable);
            session.rollback();
            return new Catalogue(tables, unusable);
        }
    }

    /**
     * Reads what it says of all tables that are visible without a schema and can be delivered into.
     *
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    public static Catalogue readAll(Target target) {
        try (DeliverySession session = new DeliverySession(target)) {
            List<String> names = session.query(
                    SqlTemplate.load(Catalogue.class, "visible-tables.sql").sql(), row -> row.getString(1));
            session.rollback();
            return read(target, names);
        }
    }
}
