package io.waybill.ledger;

import io.waybill.database.SqlText;
import io.waybill.folder.DropNames;
import io.waybill.model.Drop;
import io.waybill.model.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What an operator is told who drops the same bytes again. */
final class RepetitionMessage {
    private final DateTimeFormatter time;

    RepetitionMessage(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    String of(Connection connection, Drop drop, Ledger.Earlier earlier) throws SQLException {
        String what = earlier.state() == State.DELIVERED
                ? " delivered these bytes on "
                : " brought these bytes, and the target had it all already, on ";
        return "Waybill " + earlier.number() + what + time.format(earlier.finishedAt()) + "; nothing was done."
                + since(connection, drop, earlier)
                + " To deliver them once more, drop them with --again, or with again=true in " + drop.fileName()
                + DropNames.OPTIONS + ".";
    }

    private String since(Connection connection, Drop drop, Ledger.Earlier earlier) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(SqlText.of(RepetitionMessage.class, "delivered-since.sql"))) {
            query.setString(1, drop.feed().system());
            query.setString(2, drop.feed().feed());
            query.setLong(3, earlier.number());
            query.setLong(4, drop.number());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                long drops = rows.getLong("drops");
                if (drops == 0) {
                    return "";
                }
                return " But since then " + (drops == 1 ? "another drop was" : drops + " other drops were")
                        + " delivered to " + drop.feed() + " (" + (drops == 1 ? "" : "last: ") + "waybill "
                        + rows.getLong("last") + "), so the target may have moved on.";
            }
        }
    }
}
