package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void whoeverComesWhenAllAreTakenWaitsForOneThatIsGivenBack() throws Exception {
        Turns turns = new Turns(2);
        turns.take(() -> {});
        turns.take(() -> {});
        CountDownLatch waits = new CountDownLatch(2);
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> turns.take(waits::countDown));
        assertThat(waits.await(10, TimeUnit.SECONDS))
                .as("it looks again and again")
                .isTrue();
        assertThatThrownBy(() -> third.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        turns.giveBack();

        third.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoeverIsCancelledWhileItWaitsTakesNoTurn() {
        Turns turns = new Turns(1);
        turns.take(() -> {});
        AtomicInteger looks = new AtomicInteger();

        assertThatThrownBy(() -> turns.take(() -> {
                    if (looks.incrementAndGet() == 2) {
                        throw new IllegalStateException("cancelled");
                    }
                }))
                .hasMessage("cancelled");

        turns.giveBack();
        turns.take(() -> {
            throw new AssertionError("the turn is free");
        });
    }

    @Test
    void anInterruptedWaitEndsAndLeavesTheThreadInterrupted() {
        Turns turns = new Turns(1);
        turns.take(() -> {});
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> turns.take(() -> {})).isInstanceOf(DeliveryCancelledException.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
