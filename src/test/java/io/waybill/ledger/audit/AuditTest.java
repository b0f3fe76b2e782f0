package io.waybill.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestClock;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class AuditTest {
    private static final Actor ANN = Actor.person("ann", "192.0.2.1");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
    private TestDatabase database;
    private Audit audit;

    @BeforeEach
    void aLedger(TestDatabase of) {
        database = of;
        audit = new Audit(database.dataSource(), clock);
    }

    @Test
    void nobodyChangesOrRemovesALineAlsoInASessionThatReplicates() throws Exception {
        audit.add(ANN, Deed.onWaybill(Act.APPROVED, 7, ""));
        for (String before : List.of("", "SET session_replication_role = replica; ")) {
            for (String change : List.of(
                    "UPDATE waybill.audit SET who = 'sid'",
                    "UPDATE waybill.audit SET who = 'sid' WHERE false",
                    "DELETE FROM waybill.audit",
                    "TRUNCATE waybill.audit",
                    "INSERT INTO waybill.audit (entry, at, act, who, program, origin, subject, note, drop_token)"
                            + " SELECT entry, at, act, 'sid', '', '', '', '', '' FROM waybill.audit"
                            + " ON CONFLICT (entry) DO UPDATE SET who = 'sid'")) {
                try (Connection connection = database.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.execute(before + change))
                            .as(before + change)
                            .hasMessageContaining("the audit list of Waybill is only added to");
                }
            }
        }
        assertThat(audit.list(AuditFilter.ALL, 10)).extracting(AuditLine::who).containsExactly("ann");
    }

    @Test
    void linesAreFoundByWhoWhatWhenAndWaybillAndReadPageByPage() {
        audit.add(ANN, new Deed(Act.LOG_IN, "", ""));
        clock.advance(Duration.ofHours(1));
        audit.add(ANN, Deed.onWaybill(Act.APPROVED, 7, ""));
        clock.advance(Duration.ofHours(1));
        audit.add(new Actor("sid", "nightly", "192.0.2.2"), Deed.onWaybill(Act.DOWNLOADED, 7, "a.csv"));
        assertThat(subjects(new AuditFilter("ann", null, null, null, null, null)))
                .containsExactly("waybill 7", "");
        assertThat(subjects(new AuditFilter(null, Act.DOWNLOADED, 7L, null, null, null)))
                .containsExactly("waybill 7");
        assertThat(subjects(new AuditFilter(null, null, 8L, null, null, null))).isEmpty();
        Instant begin = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(audit.list(
                        new AuditFilter(null, null, null, begin.plusSeconds(1), begin.plusSeconds(7_200), null), 10))
                .extracting(AuditLine::act)
                .containsExactly("approved");
        List<AuditLine> first = audit.list(AuditFilter.ALL, 2);
        assertThat(first).extracting(AuditLine::program).containsExactly("nightly", "");
        assertThat(audit.list(AuditFilter.ALL.below(first.get(1).id()), 2))
                .extracting(AuditLine::act)
                .containsExactly("log-in");
    }

    @Test
    void aLineThatCouldNotBeWrittenAtOnceStandsWhereItBelongs() {
        AuditEntry kept = AuditEntry.of(clock.instant(), ANN, new Deed(Act.LOG_IN, "kept", ""));
        clock.advance(Duration.ofHours(1));
        audit.add(ANN, new Deed(Act.LOG_IN, "second", ""));
        audit.add(List.of(kept));
        clock.advance(Duration.ofHours(1));
        audit.add(ANN, new Deed(Act.LOG_IN, "third", ""));
        assertThat(subjects(AuditFilter.ALL)).containsExactly("third", "second", "kept");
        long second = audit.list(AuditFilter.ALL, 2).get(1).id();
        assertThat(subjects(AuditFilter.ALL.below(second))).containsExactly("kept");
    }

    private List<String> subjects(AuditFilter filter) {
        return audit.list(filter, 10).stream().map(AuditLine::subject).toList();
    }

    @Test
    void anEntryThatIsHandedOverTwiceIsThereOnceAndTextsStayOnOneShortLine() {
        AuditEntry entry = AuditEntry.of(clock.instant(), ANN, new Deed(Act.ROLE_CHANGED, "account sid", "viewer"));
        audit.add(List.of(entry));
        audit.add(List.of(
                entry, AuditEntry.of(clock.instant(), ANN, new Deed(Act.DROPPED, "a\nb\u0000", "x".repeat(2_000)))));
        List<AuditLine> lines = audit.list(AuditFilter.ALL, 10);
        assertThat(lines).extracting(AuditLine::subject).containsExactly("a b ", "account sid");
        assertThat(lines.get(0).note()).hasSize(500).endsWith("…");
    }
}
