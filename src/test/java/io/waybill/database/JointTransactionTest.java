package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class JointTransactionTest {
    private static void write(JointTransaction ledger, String text, boolean commit) throws SQLException {
        try (Connection connection = ledger.getConnection();
                Statement insert = connection.createStatement()) {
            connection.setAutoCommit(false);
            insert.execute("INSERT INTO said VALUES ('" + text + "')");
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    private static void writeAtOnce(JointTransaction ledger, String text) throws SQLException {
        try (Connection connection = ledger.getConnection();
                Statement insert = connection.createStatement()) {
            insert.execute("INSERT INTO said VALUES ('" + text + "')");
        }
    }

    @Test
    void whatSeveralPartsWriteIsThereAsAWholeOrNotAtAll(TestDatabase database) throws Exception {
        database.run("CREATE TABLE said (words text PRIMARY KEY)");
        JointTransaction ledger = new JointTransaction(database.dataSource());
        String result = ledger.run(() -> {
            write(ledger, "first", true);
            writeAtOnce(ledger, "second");
            assertThat(database.query("SELECT words FROM said"))
                    .as("seen from outside")
                    .isEmpty();
            write(ledger, "taken back by its own part", false);
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(database.query("SELECT words FROM said ORDER BY 1")).containsExactly("first", "second");

        assertThatThrownBy(() -> ledger.run(() -> {
                    write(ledger, "third", true);
                    writeAtOnce(ledger, "first");
                    return null;
                }))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> ledger.run(() -> {
                    write(ledger, "fourth", true);
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");
        assertThat(database.query("SELECT words FROM said ORDER BY 1")).containsExactly("first", "second");

        write(ledger, "outside", true);
        assertThat(database.query("SELECT words FROM said ORDER BY 1")).containsExactly("first", "outside", "second");
    }
}
