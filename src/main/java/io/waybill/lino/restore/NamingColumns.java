package io.waybill.lino.restore;

import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that say what a row is called: those of its template, otherwise the ones that sites usually have for it, unless they are secret.
 *
 * @param templates what rows are called, by table
 * @param secrets columns whose values nobody is shown
 */
public record NamingColumns(Map<String, NameTemplate> templates, SecretColumns secrets) {
    private static final Set<String> USUAL =
            Set.of("name", "last_name", "first_name", "title", "designation", "username", "subject", "summary", "ref");

    public NamingColumns {
        templates = Map.copyOf(templates);
    }

    /**
     * Those that hold texts, in the order of the table.
     *
     * @return none when nothing is known of its names
     */
    List<String> of(TableShape table) {
        List<String> wanted = Optional.ofNullable(templates.get(table.name().name()))
                .map(NameTemplate::columns)
                .orElse(List.of());
        List<String> named = texts(table, Set.copyOf(wanted));
        return named.isEmpty() ? texts(table, USUAL) : named;
    }

    private List<String> texts(TableShape table, Set<String> names) {
        return table.columns().values().stream()
                .filter(column -> column.kind() == ValueKind.TEXT && names.contains(column.name()))
                .filter(column -> !secrets.of(table.name().toString()).contains(column.name()))
                .map(column -> column.name())
                .toList();
    }
}
