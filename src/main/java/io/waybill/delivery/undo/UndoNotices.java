package io.waybill.delivery.undo;

import io.waybill.delivery.Delivery;
import io.waybill.model.Notice;
import java.sql.SQLException;
import java.util.List;

/** What people should know about an undo that rows alone do not tell, as a system knows it. */
@FunctionalInterface
public interface UndoNotices {
    /** None. */
    UndoNotices NONE = (delivery, undone) -> List.of();

    /**
     * Finds them before anything is written.
     *
     * @param delivery that undoes it
     * @param undone number of the waybill that is undone
     * @throws SQLException when the database refuses to tell
     */
    List<Notice> of(Delivery delivery, long undone) throws SQLException;
}
