package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.timetable.TestDump;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The list of waybills on the first day. */
@ExtendWith(TestPostgres.class)
class EmptyDeskTest {
    @Test
    void anEmptyDeskSaysWhatToDoFirstAndOffersNothingToSearchUntilThereIsAWaybillWhichIsMarkedWhenAllOfItWasRejected(
            TestDatabase database, @TempDir Path folder) throws Exception {
        TestDesk desk = TestDesk.withLive(folder, database, new TestDump().thing(1, null, "tripos", ""));
        try (desk) {
            Visitor operator = desk.visitor("operator");
            database.run("TRUNCATE waybill.waybills CASCADE");
            Document empty = operator.get("/waybills").page();
            assertThat(empty.select(".first h2").text()).isEqualTo("Nothing has been dropped yet");
            assertThat(empty.select(".first a[href*=drop]")).isNotEmpty();
            assertThat(empty.select("#filter")).isEmpty();
            assertThat(empty.select("#list").attr("hx-select-oob"))
                    .as("the filters come with the first waybill")
                    .contains("#seeking");

            LedgerEntry first = desk.waybill().drop("permissions", "first.csv", "tripos/away,user/anna,\r\n");
            assertThat(first.state()).isEqualTo(State.UNCHANGED);
            Document list = operator.get("/waybills").page();
            assertThat(list.select("#filter")).hasSize(1);
            assertThat(list.select("#list").attr("hx-select-oob"))
                    .as("what somebody types stays")
                    .doesNotContain("#seeking");
            assertThat(list.select("tbody tr").text()).contains("unchanged with rejects");
            assertThat(operator.get("/waybills?feed=timetable/live").page().select("#filter"))
                    .as("nothing matches")
                    .hasSize(1);
        }
    }
}
