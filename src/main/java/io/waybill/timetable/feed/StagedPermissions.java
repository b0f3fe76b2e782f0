package io.waybill.timetable.feed;

import io.waybill.format.django.DjangoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the staged users and grants as a dump, as the merge step of the original scripts did for {@code loaddata}. */
final class StagedPermissions {
    private final TimetableSql sql;

    StagedPermissions(TimetableSql sql) {
        this.sql = sql;
    }

    void write(OutputStream out) throws SQLException, IOException {
        DjangoWriter writer = new DjangoWriter(out);
        try (PreparedStatement query = sql.prepare("staged-permissions.sql");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                writer.write(row.getString("object").getBytes(StandardCharsets.UTF_8));
            }
        }
        writer.finish();
    }
}
