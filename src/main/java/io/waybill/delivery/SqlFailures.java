package io.waybill.delivery;

import io.waybill.database.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Explains to whoever runs Waybill what a failed statement of a delivery means. */
record SqlFailures(Target target) {
    private static final String CANCELLED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";
    /**
     * Classes of failures that concern the database as a whole: connection, login, missing rights, resources, shutdown.
     */
    private static final List<String> OUT_OF_ORDER = List.of("08", "28", "3D", "42501", "53", "57", "58", "XX");

    RuntimeException of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals(CANCELLED)) {
            return new DeliveryCancelledException(e);
        }
        if (isBusy(e)) {
            return new TargetBusyException(target.describe(), e);
        }
        return state.isEmpty() || OUT_OF_ORDER.stream().anyMatch(state::startsWith)
                ? target.unavailable(e)
                : new TargetRefusedException(refusal(e), e);
    }

    /** Whether a lock of another session is in the way. */
    static boolean isBusy(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
    }

    private String refusal(SQLException e) {
        Optional<ServerErrorMessage> answer = e instanceof PSQLException refused
                ? Optional.ofNullable(refused.getServerErrorMessage())
                : Optional.empty();
        String detail = answer.map(ServerErrorMessage::getDetail).orElse(null);
        return "The database " + target.describe() + " refused the rows: "
                + answer.map(ServerErrorMessage::getMessage).orElse(e.getMessage())
                + (detail == null ? "." : ". " + detail)
                + " Nothing was changed.";
    }
}
