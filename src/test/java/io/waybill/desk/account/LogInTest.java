package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.account.LogIn.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

@ExtendWith(TestPostgres.class)
class LogInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));
    private static final Duration HOURS = Duration.ofHours(12);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
    private LogIn logIn;
    private Accounts accounts;

    @BeforeEach
    void start(TestDatabase database, @TempDir Path folder) throws Exception {
        accounts = new Accounts(folder, clock);
        Files.writeString(
                folder.resolve("accounts.json"),
                "[{\"name\": \"ann\", \"role\": \"admin\", \"password\": \"" + HASH + "\", \"oneTime\": false},"
                        + " {\"name\": \"new\", \"role\": \"viewer\", \"password\": \"" + HASH
                        + "\", \"oneTime\": true, \"until\": \"2026-11-20T13:00:00Z\"}]");
        logIn = new LogIn(
                accounts, new Sessions(database.dataSource(), accounts, clock, HOURS, HOURS, new Rights(false)), clock);
    }

    @Test
    void whoeverGuessesFromOneAddressKeepsNobodyOutAtAnother() throws Exception {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 10; i++) {
                assertThat(logIn.attempt("ann", "guess", "10.0.0.66")).isNotInstanceOf(Outcome.In.class);
                clock.advance(Duration.ofMillis(100));
            }
            if (second % 20 == 19) {
                assertThat(logIn.attempt("ann", PASSWORD, "10.0.0." + second))
                        .as("after %s seconds of guesses", second)
                        .isInstanceOf(Outcome.In.class);
            }
        }
        logIn.attempt("ann", "guess", "10.0.0.66");
        assertThat(logIn.attempt("ann", PASSWORD, "10.0.0.66"))
                .as("the address of the guesses waits")
                .isInstanceOf(Outcome.TooOften.class);
    }

    @Test
    void triesThatOneLimitRefusesUseUpNothingOfTheOthers() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(logIn.attempt("ann", "guess", "10.0.0.1")).isInstanceOf(Outcome.Wrong.class);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(logIn.attempt("ann", "guess", "10.0.0.1")).isInstanceOf(Outcome.TooOften.class);
        }
        assertThat(logIn.attempt("bob", "guess", "10.0.0.1"))
                .as("the address has tries left for other names")
                .isInstanceOf(Outcome.Wrong.class);
        for (int i = 0; i < 24; i++) {
            assertThat(logIn.attempt("ann", "guess", "10.0.1." + i))
                    .as("the name has tries left at other addresses")
                    .isInstanceOf(Outcome.Wrong.class);
        }
    }

    @Test
    void guessesFromManyAddressesDoNotKeepOutWhoHasLoggedInFromTheirsBefore() throws Exception {
        assertThat(logIn.attempt("ann", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.In.class);
        for (int i = 0; i < 60; i++) {
            logIn.attempt("ann", "guess", "10.1.0." + i);
        }
        assertThat(logIn.attempt("ann", PASSWORD, "10.2.0.1"))
                .as("from an address that nobody knows")
                .isInstanceOf(Outcome.TooOften.class);
        assertThat(logIn.attempt("ann", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.In.class);
    }

    @Test
    void allAddressesOfANetworkOfIpVersion6CountAsOne() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(logIn.attempt("ann", "guess", "2001:db8::" + i)).isInstanceOf(Outcome.Wrong.class);
        }
        assertThat(logIn.attempt("ann", "guess", "2001:db8:0:0:ffff::1")).isInstanceOf(Outcome.TooOften.class);
        assertThat(logIn.attempt("ann", PASSWORD, "2001:db8:0:1::1")).isInstanceOf(Outcome.In.class);
    }

    @Test
    void aPasswordForOneTimeLetsNobodyInOnceItHasExpiredAndSaysSoToWhoeverKnowsIt() throws Exception {
        assertThat(logIn.attempt("new", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.In.class);
        clock.advance(Duration.ofHours(1));
        assertThat(logIn.attempt("new", PASSWORD, "10.0.0.1")).isInstanceOf(Outcome.Expired.class);
        assertThat(logIn.attempt("new", "wrong", "10.0.0.1")).isInstanceOf(Outcome.Wrong.class);
        assertThat(logIn.confirms(accounts.find("new").orElseThrow(), PASSWORD, "10.0.0.1"))
                .as("nor is it changed any more")
                .isFalse();
    }
}
