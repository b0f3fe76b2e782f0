package io.waybill.desk.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Hands clock = new Hands();
    private final AttemptLimit limit = new AttemptLimit(3, PAUSE, clock);

    @Test
    void aFewTriesAreGrantedAtOnceThenOneInAWhile() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isEmpty();
        }
        assertThat(limit.take("a")).contains(PAUSE);
        clock.goOn(Duration.ofSeconds(10));
        assertThat(limit.take("a")).contains(Duration.ofSeconds(20));
        clock.goOn(Duration.ofSeconds(20));
        assertThat(limit.take("a")).isEmpty();
        assertThat(limit.take("a")).contains(PAUSE);
        clock.goOn(Duration.ofHours(1));
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
