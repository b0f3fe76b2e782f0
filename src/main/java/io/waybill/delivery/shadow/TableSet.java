package io.waybill.delivery.shadow;

import io.waybill.delivery.DeliverySession;
import io.waybill.delivery.shape.TableName;
import java.util.List;

/**
 * Tables that change places together.
 *
 * @param schema in which the live ones are
 * @param names in alphabetical order, each once
 */
public record TableSet(String schema, List<String> names) {
    public TableSet {
        names = names.stream().distinct().sorted().toList();
    }

    /** The table of this name in another schema, or in the live one. */
    static String in(String schema, String name) {
        return new TableName(schema, name).sql();
    }

    /** The live tables, to be passed as a parameter of type {@code regclass[]}. */
    Object live(DeliverySession session) {
        return session.array(
                "text", names.stream().map(name -> in(schema, name)).toList());
    }

    Object names(DeliverySession session) {
        return session.array("text", names);
    }
}
