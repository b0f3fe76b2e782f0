package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.waybill.Refresh.Dumps;
import io.waybill.cli.Commands;
import io.waybill.cli.Commands.Ended;
import io.waybill.database.TestPostgres;
import io.waybill.database.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A held delivery and its undo from the command line, with nobody else running. */
@ExtendWith(TestPostgres.class)
class ApprovalCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    @Tag("thorough")
    void aHalvedDumpIsHeldApprovedAndTakenBackByCommands(TestServer server) throws Exception {
        Dumps dumps = Dumps.invented(folder.resolve("dumps"), 7, 600);
        Refresh refresh = Refresh.of(folder.resolve("home"), server.newDatabase(), dumps.play());
        assertThat(run(refresh, "drop", "timetable/live", dumps.live().toString(), "--wait")
                        .exitStatus())
                .isEqualTo(3);
        Map<String, String> before = refresh.tables();
        Path half = halved(dumps.live());

        Ended held = run(refresh, "drop", "timetable/live", half.toString(), "--wait");

        assertThat(held.exitStatus()).as(held.err()).isEqualTo(4);
        assertThat(held.out()).startsWith("Waybill 2: held\n").contains("the limit is 30 %");
        assertThat(refresh.tables()).isEqualTo(before);
        assertThat(refresh.names("held")).containsExactly("2");

        JsonNode plan =
                JSON.readTree(run(refresh, "plan", "2", "--rows", "--json").out());
        assertThat(plan.get("state").asText()).isEqualTo("held");
        long deletes = 0;
        for (JsonNode table : plan.get("plan")) {
            deletes += table.get("deletes").asLong();
        }
        assertThat(plan.get("rows"))
                .hasSize((int) deletes)
                .allMatch(row -> row.get("change").asText().equals("delete"));

        Ended another = run(refresh, "approve", "2", "--by", "ann", "--plan", "0123456789abcdef");
        assertThat(another.exitStatus()).isEqualTo(1);
        assertThat(another.err()).contains("has a new plan since you looked at it");

        refresh.database()
                .run(
                        "CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no entry'; END $$",
                        "CREATE TRIGGER refuse_entry BEFORE INSERT ON waybill.audit FOR EACH ROW EXECUTE FUNCTION refuse_entry()");
        Ended untold = run(refresh, "approve", "2", "--by", "ann");
        assertThat(untold.exitStatus()).isEqualTo(1);
        assertThat(untold.err()).contains("The audit list cannot be added to");
        assertThat(refresh.state(2)).isEqualTo("held");
        refresh.database().run("DROP TRIGGER refuse_entry ON waybill.audit", "DROP FUNCTION refuse_entry()");

        // Whoever dropped it may not approve it, and that they tried is on the audit list.
        refresh.home().with("waybill.four-eyes", "true");
        String dropper = refresh.database()
                .query("SELECT requested_by FROM waybill.waybills WHERE number = 2")
                .get(0);
        Ended own = run(refresh, "approve", "2", "--by", dropper);
        assertThat(own.exitStatus()).isEqualTo(1);
        assertThat(own.err())
                .isEqualTo("waybill: Waybill 2 was asked for by " + dropper + ": somebody else has to approve it.\n");
        assertThat(refresh.state(2)).isEqualTo("held");
        assertThat(refresh.database()
                        .query("SELECT act, who, origin, note, waybill FROM waybill.audit ORDER BY id DESC LIMIT 1"))
                .containsExactly("refused|" + dropper + "|command line|their own|2");

        Ended approved = run(refresh, "approve", "2", "--by", "ann", "--reason", "term is over");
        assertThat(approved.exitStatus()).as(approved.err()).isZero();
        assertThat(approved.out()).startsWith("Waybill 2: delivered\n").contains("approved by ann", "term is over");
        assertThat(refresh.tables()).isNotEqualTo(before);
        assertThat(refresh.names("held")).isEmpty();

        Ended undone = run(refresh, "undo", "2", "--by", "ann");
        assertThat(undone.exitStatus()).as(undone.err()).isZero();
        assertThat(undone.out()).startsWith("Waybill 3: delivered\n").contains("undoes        waybill 2");
        assertThat(refresh.tables()).isEqualTo(before);

        Ended again = run(refresh, "undo", "2");
        assertThat(again.exitStatus()).isZero();
        assertThat(again.out()).isEqualTo("Waybill 2 has been undone already: there is nothing to do.\n");
    }

    private static Ended run(Refresh refresh, String... arguments) throws IOException {
        try (Commands commands = new Commands(refresh.home())) {
            return commands.run(arguments);
        }
    }

    /** The same dump with every second event left out. */
    private Path halved(Path dump) throws IOException {
        ArrayNode left = JSON.createArrayNode();
        for (JsonNode record : JSON.readTree(dump.toFile())) {
            String model = record.get("model").asText();
            long key = record.get("pk").asLong();
            if (!(model.equals("timetables.event") && key % 2 == 0) && !model.equals("timetables.eventtag")) {
                left.add(record);
            }
        }
        return Files.writeString(folder.resolve("half.dump"), left.toString());
    }
}
