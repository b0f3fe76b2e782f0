package io.waybill.desk.http;

import io.vertx.core.Vertx;
import io.waybill.model.FailureSentence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a worker thread use a connection, which only its own event loop may read and write. */
final class EventLoop {
    /** A client that sends nothing, or takes nothing, for this long is taken to be gone. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private EventLoop() {}

    /** Runs on the connection's event loop; an exception there completes the future. */
    static void run(CompletableFuture<?> future, Runnable work) {
        Vertx.currentContext().runOnContext(now -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
    }

    /**
     * Waits for what the event loop does.
     *
     * @throws RefusedException when what was sent is refused, or ends too early
     */
    static <T> T await(CompletableFuture<T> future) {
        return await(future, LONGEST);
    }

    /** The same for as long as this at most. */
    static <T> T await(CompletableFuture<T> future, Duration longest) {
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (FailureSentence.unwrapped(e) instanceof RefusedException refused) {
                throw refused;
            }
            throw RefusedException.badRequest("The request broke off, or its body does not match its Content-Type.");
        } catch (TimeoutException e) {
            throw RefusedException.timeout("The request was not sent to its end.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.conflict("Waybill is being stopped.");
        }
    }
}
