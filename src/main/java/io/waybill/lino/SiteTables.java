package io.waybill.lino;

import io.waybill.database.SqlText;
import io.waybill.delivery.FeedSpec;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.record.ContentTypes;
import io.waybill.system.FeedTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables of a site, as its database knows them: dumps bring the names of tables, so that nothing else says before a drop which
 * ones are written to. Every model that {@code django_content_type} lists has its table, named after it unless the configuration says otherwise.
 */
final class SiteTables {
    private final LinoConfig config;

    SiteTables(LinoConfig config) {
        this.config = config;
    }

    /** What each feed may do to them; where the models cannot be read, only that they have to be read. */
    List<FeedTables> of(Connection target) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement readable = target.prepareStatement(
                        "SELECT has_table_privilege(c, 'SELECT') FROM to_regclass(?) AS c WHERE c IS NOT NULL");
                PreparedStatement query =
                        target.prepareStatement(SqlText.of(SiteTables.class, "tables-of-models.sql"))) {
            readable.setString(1, ContentTypes.TABLE);
            try (ResultSet row = readable.executeQuery()) {
                if (row.next() && row.getBoolean(1)) {
                    query.setArray(
                            1,
                            target.createArrayOf(
                                    "text", config.tables().keySet().toArray()));
                    query.setArray(
                            2,
                            target.createArrayOf(
                                    "text", config.tables().values().toArray()));
                    try (ResultSet table = query.executeQuery()) {
                        while (table.next()) {
                            tables.add(table.getString(1));
                        }
                    }
                }
            }
        }
        LinoConfig.Feed restore = config.feed(LinoGuide.RESTORE.feed());
        LinoConfig.Feed repair = config.feed(LinoGuide.REPAIR.feed());
        return List.of(
                new FeedTables(
                        LinoGuide.RESTORE,
                        new FeedSpec(specs(tables, Policy.MIRROR), restore.guards(), restore.backup()),
                        List.of(ContentTypes.TABLE)),
                new FeedTables(
                        LinoGuide.REPAIR,
                        new FeedSpec(specs(tables, Policy.INSERT), repair.guards(), repair.backup()).shared(),
                        List.of(ContentTypes.TABLE)));
    }

    private static List<TableSpec> specs(List<String> tables, Policy policy) {
        return tables.stream()
                .map(table -> new TableSpec(table, table, policy, List.of(), Map.of()))
                .toList();
    }
}
