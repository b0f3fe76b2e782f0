package io.waybill.club;

import io.waybill.delivery.Delivery;
import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.delivery.Row;
import io.waybill.format.Position;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.CsvRows;
import io.waybill.model.Drop;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.RejectedRow;
import io.waybill.system.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The steps of the members' feed as its route names them. */
public final class ClubMembers {
    static final List<String> COLUMNS = List.of("card", "name", "team");
    static final String TEAM_NOT_FOUND = "team-not-found";
    private static final String MEMBER = "member";

    private final ClubConfig config;
    private final Engine engine;

    ClubMembers(ClubConfig config, Engine engine) {
        this.config = config;
        this.engine = engine;
    }

    /** Reads the file: rows go to the stage, those with a team that does not exist become rejects. */
    public void stage(Exchange exchange, @ExchangeProperty("drop") Drop drop) throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        engine.delivery().open(exchange, drop, config.members(drop.claimedAt()));
        Set<String> teams = new ClubTeams(engine.target().dataSource()).names();
        List<Row> members = new ArrayList<>();
        List<RejectedRow> rejects = new ArrayList<>();
        List<CsvRow> rows = CsvRows.read(drop.file(), drop.fileName());
        for (CsvRow row : rows.subList(1, rows.size())) {
            if (teams.contains(row.cell(2))) {
                members.add(new Row(0, row.cells().toArray()));
            } else {
                rejects.add(reject(drop.fileName(), row));
            }
        }
        Delivery delivery = exchange.getProperty(DeliverySteps.DELIVERY, Delivery.class);
        delivery.stage(config.tables().get(MEMBER).table(), members);
        delivery.endStaging();
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.count(MEMBER, Origin.DROP, rows.size() - 1L, 0, rejects.size());
        outcome.mendable(MEMBER, new MendableRows(MEMBER, Origin.DROP, List.of(), rejects, List.of()));
    }

    private static RejectedRow reject(String file, CsvRow row) {
        return new RejectedRow(
                MEMBER,
                COLUMNS,
                row.cells(),
                List.of(row.cell(2)),
                Position.ofLine(file, row.line()),
                TEAM_NOT_FOUND,
                "There is no team '" + row.cell(2) + "': correct the name, or add the team.",
                List.of(),
                null);
    }
}
