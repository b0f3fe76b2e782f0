package io.waybill.delivery.backup;

import io.waybill.delivery.Delivery;
import io.waybill.model.Notice;
import java.sql.SQLException;
import java.util.List;

/** What people should know about a restored backup that rows alone do not tell, as a system knows it. */
@FunctionalInterface
public interface RestoreNotices {
    /** None. */
    RestoreNotices NONE = delivery -> List.of();

    /**
     * Finds them before anything is written.
     *
     * @param delivery whose stage has the rows of the backup; its transaction has begun
     * @throws SQLException when the database refuses to tell
     */
    List<Notice> of(Delivery delivery) throws SQLException;
}
