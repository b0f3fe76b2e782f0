package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import io.waybill.database.Target;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.class)
class SessionsTest {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
    private TestDatabase database;
    private Accounts accounts;
    private Sessions sessions;

    @BeforeEach
    void aLedger(TestDatabase database) {
        this.database = database;
        try (Target target = Target.open("timetable", database.settings())) {
            target.migrate();
        }
        accounts = new Accounts(folder);
        accounts.add("ann", Role.ADMIN, PASSWORD, false);
        sessions = new Sessions(database.dataSource(), accounts, clock, IDLE, LONGEST);
    }

    private Session opened() throws Exception {
        return sessions.open(accounts.find("ann").orElseThrow());
    }

    @Test
    void aSessionLastsWhileSomebodyWorksButNotLongerThanADay() throws Exception {
        Session session = opened();
        for (int i = 0; i < 24; i++) {
            assertThat(sessions.find(session.token(), true))
                    .as("after " + i + " half hours")
                    .isPresent();
            clock.advance(Duration.ofMinutes(29));
        }
        assertThat(sessions.find(session.token(), true)).isPresent();
        clock.advance(Duration.ofMinutes(29));
        assertThat(sessions.find(session.token(), true)).isEmpty();
    }

    @Test
    void aSessionEndsWhenNobodyHasAskedForAWhileAlsoWhenAPageHasLookedByItself() throws Exception {
        Session session = opened();
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMinutes(5));
            assertThat(sessions.find(session.token(), false)).isPresent();
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(sessions.find(session.token(), false)).isEmpty();
        assertThat(sessions.find(session.token(), true)).isEmpty();
    }

    @Test
    void anotherPasswordEndsAllSessionsAndTheFormTokenIsEachSessionsOwn() throws Exception {
        Session one = opened();
        Session other = opened();
        assertThat(one.formToken()).isNotEqualTo(other.formToken()).isNotEqualTo(one.token());
        assertThat(sessions.find(one.token(), true)).map(Session::formToken).contains(one.formToken());
        accounts.password("ann", "another horse battery", false);
        assertThat(sessions.find(one.token(), true)).isEmpty();
        assertThat(sessions.find(other.token(), true)).isEmpty();
    }

    @Test
    void aSentenceIsToldOnce() throws Exception {
        Session session = opened();
        assertThat(sessions.takeMessage(session.token())).isEmpty();
        sessions.leaveMessage(session.token(), "Done: 3 rows.");
        assertThat(sessions.takeMessage(session.token())).isEqualTo("Done: 3 rows.");
        assertThat(sessions.takeMessage(session.token())).isEmpty();
    }

    @Test
    void anAccountHasSoManySessionsAndEndedOnesAreNotKept() throws Exception {
        Session ended = opened();
        clock.advance(IDLE.plusMinutes(1));
        List<Session> open = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            clock.advance(Duration.ofSeconds(1));
            open.add(opened());
        }
        assertThat(database.number("SELECT count(*) FROM waybill.desk_sessions"))
                .isEqualTo(20);
        assertThat(sessions.find(ended.token(), true)).isEmpty();
        assertThat(sessions.find(open.get(4).token(), true)).isEmpty();
        assertThat(sessions.find(open.get(5).token(), true)).isPresent();
        assertThat(sessions.find("no such token", true)).isEmpty();
    }
}
