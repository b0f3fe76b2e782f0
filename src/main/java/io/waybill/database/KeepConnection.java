package io.waybill.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Keeps a connection after "feature not supported": the pool would evict it, but in PostgreSQL only the statement failed. */
public final class KeepConnection implements SQLExceptionOverride {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return FEATURE_NOT_SUPPORTED.equals(failure.getSQLState())
                ? SQLExceptionOverride.Override.DO_NOT_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
