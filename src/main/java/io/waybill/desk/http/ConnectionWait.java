package io.waybill.desk.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.waybill.model.FailureSentence;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a worker thread for what happens on the connection's own thread. */
final class ConnectionWait {
    /** Who sends nothing, or takes nothing, for so long has gone. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private ConnectionWait() {}

    /** Runs on the connection's thread; what goes wrong there ends the future. */
    static void onEventLoop(CompletableFuture<?> future, Runnable work) {
        Context context = Vertx.currentContext();
        context.runOnContext(now -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
    }

    /** @throws RefusedException when what was sent is refused, or breaks off */
    static <T> T on(CompletableFuture<T> future) {
        try {
            return future.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (FailureSentence.unwrapped(e) instanceof RefusedException refused) {
                throw refused;
            }
            throw RefusedException.badRequest("What was sent broke off, or is not of the form that it says it is of.");
        } catch (TimeoutException e) {
            throw RefusedException.badRequest("What was sent did not come to an end.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.conflict("Waybill is being stopped.");
        }
    }
}
