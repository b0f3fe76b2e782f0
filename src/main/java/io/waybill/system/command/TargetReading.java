package io.waybill.system.command;

import io.waybill.database.Target;
import java.io.IOException;
import java.sql.SQLException;

/**
 * What a command reads in the database.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface TargetReading<T> {
    /** Reads; the database is closed afterwards. */
    T read(Target target) throws IOException, SQLException;
}
