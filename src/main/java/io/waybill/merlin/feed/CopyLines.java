package io.waybill.merlin.feed;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Rows on their way into a working table, in the text form of COPY. */
final class CopyLines {
    private final StringBuilder lines = new StringBuilder();

    /** @param values null for NULL */
    void add(Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                lines.append('\t');
            }
            if (values[i] == null) {
                lines.append("\\N");
            } else {
                escape(values[i].toString());
            }
        }
        lines.append('\n');
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> lines.append("\\\\");
                case '\t' -> lines.append("\\t");
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                default -> lines.append(c);
            }
        }
    }

    boolean isEmpty() {
        return lines.length() == 0;
    }

    /** Sends what there is, and begins anew. @param sql a COPY statement */
    void send(Connection connection, String sql) throws SQLException {
        if (isEmpty()) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(lines.toString()));
            lines.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
