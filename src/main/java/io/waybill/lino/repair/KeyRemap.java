package io.waybill.lino.repair;

import io.waybill.delivery.shape.TableShape;
import io.waybill.lino.record.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Exchanges keys of rows that exist under another key now, wherever rows of one dump's table have them: in the key itself, in references, in
 * generic references. Tables that extend each other share their keys.
 */
final class KeyRemap {
    private final Exchange[] exchanges;
    private final Map<String, Map<String, RemappedKey>> byModel;

    /**
     * One column.
     *
     * @param position in the row
     * @param type position of the column that names the model of the row; -1 when it is always the same
     * @param keys the new keys by the old ones; null with a type
     */
    private record Exchange(int position, int type, Map<String, RemappedKey> keys) {}

    private KeyRemap(List<Exchange> exchanges, Map<String, Map<String, RemappedKey>> byModel) {
        this.exchanges = exchanges.toArray(Exchange[]::new);
        this.byModel = byModel;
    }

    /**
     * That of a table.
     *
     * @param keys new keys by old ones, by table
     * @param columns of the rows, in their order
     * @param references of the table
     */
    static KeyRemap of(
            Map<String, Map<String, RemappedKey>> keys,
            OpenDump dump,
            SourceTable table,
            TableShape shape,
            List<String> columns,
            List<Reference> references) {
        Map<String, Map<String, RemappedKey>> byRoot = new HashMap<>();
        keys.forEach((name, exchanged) -> byRoot.computeIfAbsent(root(dump, name), root -> new HashMap<>())
                .putAll(exchanged));
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, RemappedKey> own = byRoot.get(root(dump, table.table()));
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (own != null && shape.key().contains(column)) {
                exchanges.add(new Exchange(i, -1, own));
                continue;
            }
            for (Reference reference : references) {
                if (!reference.column().equals(column)) {
                    continue;
                }
                if (reference.isGeneric()) {
                    exchanges.add(new Exchange(i, columns.indexOf(reference.typeColumn()), null));
                } else if (byRoot.containsKey(root(dump, reference.parent()))) {
                    exchanges.add(new Exchange(i, -1, byRoot.get(root(dump, reference.parent()))));
                }
            }
        }
        Map<String, Map<String, RemappedKey>> byModel = new HashMap<>();
        dump.tables().values().forEach(each -> {
            Map<String, RemappedKey> exchanged = byRoot.get(root(dump, each.table()));
            if (exchanged != null) {
                byModel.put(each.model().toLowerCase(Locale.ROOT), exchanged);
            }
        });
        if (byModel.isEmpty()) {
            exchanges.removeIf(each -> each.keys == null);
        }
        return new KeyRemap(exchanges, byModel);
    }

    /** The table at the top of those that a table extends. */
    private static String root(OpenDump dump, String table) {
        String root = table;
        for (int depth = 0; depth < dump.tables().size(); depth++) {
            SourceTable source = dump.tables().get(root);
            String parent =
                    source == null ? null : source.parent().map(dump::tableOf).orElse(null);
            if (parent == null) {
                return root;
            }
            root = parent;
        }
        return root;
    }

    /**
     * Exchanges the keys in a row.
     *
     * @param values changed in place
     * @param models gives the model's name of a content type's number, in lower case
     */
    void apply(Object[] values, Function<Object, String> models) {
        for (Exchange exchange : exchanges) {
            Map<String, RemappedKey> keys = exchange.keys != null
                    ? exchange.keys
                    : exchange.type < 0 ? null : byModel.get(models.apply(values[exchange.type]));
            Object value = values[exchange.position];
            if (keys != null && value != null) {
                RemappedKey exchanged = keys.get(value.toString());
                if (exchanged != null) {
                    values[exchange.position] = exchanged.use();
                }
            }
        }
    }
}
