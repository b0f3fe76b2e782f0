package io.waybill.delivery.backup;

import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.delivery.TableSpec.ColumnSpec;
import java.util.List;
import java.util.Map;

/**
 * What a restore delivers: exactly the tables of the backup, with all their columns. Rows that the backup does not
 * contain are deleted.
 */
final class RestoreSpecs {
    private RestoreSpecs() {}

    static List<TableSpec> of(Manifest manifest) {
        return manifest.tables().stream().map(RestoreSpecs::of).toList();
    }

    private static TableSpec of(Manifest.Table table) {
        return new TableSpec(
                table.label(),
                table.model(),
                Policy.MIRROR,
                table.columns().stream()
                        .map(column -> new ColumnSpec(column.name(), column.field()))
                        .toList(),
                Map.of());
    }
}
