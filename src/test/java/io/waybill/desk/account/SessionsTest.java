package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.audit.Actor;
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
        accounts = new Accounts(folder);
        accounts.by(Actor.atCommandLine()).add("ann", Role.ADMIN, PASSWORD, false);
        sessions = new Sessions(database.dataSource(), accounts, clock, IDLE, LONGEST, new Rights(false));
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
        accounts.by(Actor.atCommandLine()).password("ann", "another horse battery", false);
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

    @Test
    void sessionsThatAnAdminEndsAndThoseOfALockedAccountAreOver() throws Exception {
        Session one = opened();
        clock.advance(Duration.ofMinutes(1));
        Session other = opened();
        assertThat(sessions.open().get("ann"))
                .extracting(Sessions.OpenSession::openedAt)
                .containsExactly(clock.instant(), clock.instant().minus(Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(1));
        Accounts sameClock = new Accounts(folder, clock);
        sameClock.by(Actor.atCommandLine()).endSessions("ann");
        assertThat(sessions.find(one.token(), true)).isEmpty();
        assertThat(sessions.find(other.token(), true)).isEmpty();
        assertThat(sessions.open()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Session again = opened();
        assertThat(sessions.find(again.token(), true)).isPresent();

        accounts.by(Actor.atCommandLine()).add("sid", Role.ADMIN, PASSWORD, false);
        sameClock.by(Actor.atCommandLine()).lock("ann");
        assertThat(sessions.find(again.token(), true)).isEmpty();
        sameClock.by(Actor.atCommandLine()).unlock("ann");
        assertThat(sessions.find(again.token(), true)).isEmpty();
    }

    @Test
    void aProgramHasTheRoleOfItsTokenAndItsLastUseIsKnownToTheMinute() throws Exception {
        String token = accounts.by(Actor.atCommandLine()).makeToken("ann", "nightly", Role.VIEWER, null);
        assertThat(sessions.tokenUses()).isEmpty();
        Session session = sessions.ofProgram(token, "192.0.2.1").orElseThrow();
        assertThat(session.account().role()).isEqualTo(Role.VIEWER);
        assertThat(session.ofProgram()).isTrue();
        assertThat(session.toString()).doesNotContain(token);
        Instant first = clock.instant();
        clock.advance(Duration.ofSeconds(30));
        sessions.ofProgram(token, "192.0.2.2");
        assertThat(sessions.tokenUses().values()).containsExactly(new Sessions.TokenUse(first, "192.0.2.1"));
        clock.advance(Duration.ofSeconds(31));
        sessions.ofProgram(token, "192.0.2.2");
        assertThat(sessions.tokenUses().values())
                .containsExactly(new Sessions.TokenUse(first.plusSeconds(61), "192.0.2.2"));
        assertThat(sessions.ofProgram("waybill_x", "192.0.2.2")).isEmpty();
        assertThat(sessions.find(token, true)).isEmpty();
    }
}
