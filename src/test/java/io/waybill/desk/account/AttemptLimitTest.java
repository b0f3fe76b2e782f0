package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final AttemptLimit limit = new AttemptLimit(3, PAUSE, clock);

    @Test
    void aFewTriesAreGrantedAtOnceThenOneInAWhile() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a")).contains(PAUSE);
        clock.advance(Duration.ofSeconds(10));
        assertThat(limit.take("a")).contains(Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(20));
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a")).contains(PAUSE);
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a")).isPresent();
    }

    @Test
    void whoSucceedsHasAllTriesAgainAndOthersAreNotConcerned() {
        for (int i = 0; i < 4; i++) {
            limit.take("a");
        }
        assertThat(limit.take("b")).isEmpty();
        limit.forget("a");
        assertThat(limit.take("a")).isEmpty();
    }

    @Test
    void ofTooManyOnlyThoseWhoTryNoMoreAreForgotten() {
        for (int i = 0; i < 3; i++) {
            limit.take("guesser");
        }
        for (int i = 0; i < 20_000; i++) {
            limit.take("other " + i);
            if (i % 5_000 == 0) {
                assertThat(limit.take("guesser")).isPresent();
            }
        }
        assertThat(limit.take("guesser")).isPresent();
    }
}
