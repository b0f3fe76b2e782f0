package io.waybill.delivery.shape;

import io.waybill.delivery.TableSpec;
import java.util.Map;

/**
 * What the target's catalogue says about the tables of one delivery.
 *
 * @param serverVersion in PostgreSQL's numeric form: 180006 is 18.6
 * @param tables by the name that the {@link TableSpec} gives them
 */
public record Shape(int serverVersion, Map<String, TableShape> tables) {
    /** @throws IllegalArgumentException when the delivery has no such table */
    public TableShape table(String table) {
        TableShape shape = tables.get(table);
        if (shape == null) {
            throw new IllegalArgumentException("The delivery has no table " + table);
        }
        return shape;
    }
}
