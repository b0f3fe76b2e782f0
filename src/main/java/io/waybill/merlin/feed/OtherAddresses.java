package io.waybill.merlin.feed;

import java.sql.SQLException;

/** Finds users of the target whose e-mail address is another one in the drop: because a row says so, or because it seems so. */
final class OtherAddresses {
    private final MerlinSql sql;

    OtherAddresses(MerlinSql sql) {
        this.sql = sql;
    }

    /** Leaves out rows that have become rejects. */
    interface Skip {
        void run() throws SQLException;
    }

    /** Finds the users whose former address a row gives, once users are identified by their addresses. */
    void rename(Skip skip) throws SQLException {
        if (!any("users-with-former.sql")) {
            return;
        }
        sql.run("users-former.sql");
        skip.run();
        repeat("users-in-turn.sql");
        repeat("users-settled.sql");
        sql.run("users-apart.sql");
        skip.run();
        sql.run("users-aliases.sql");
    }

    /** Rejects new users who are probably in the target with another address. */
    void suspect() throws SQLException {
        if (any("users-fresh.sql")) {
            sql.run("users-suspect.sql");
        }
    }

    private boolean any(String file) throws SQLException {
        return sql.number(sql.template(file)) > 0;
    }

    /** Runs a statement until it has nothing more to do. */
    private void repeat(String file) throws SQLException {
        while (sql.update(sql.template(file)) > 0) {
            // Each round may settle what the next one builds on.
            continue;
        }
    }
}
