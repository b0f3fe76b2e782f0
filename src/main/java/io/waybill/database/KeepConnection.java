package io.waybill.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** The pool takes "feature not supported" for a broken connection; PostgreSQL says so of a statement, and the session lives on. */
public final class KeepConnection implements SQLExceptionOverride {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return FEATURE_NOT_SUPPORTED.equals(failure.getSQLState())
                ? SQLExceptionOverride.Override.DO_NOT_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
