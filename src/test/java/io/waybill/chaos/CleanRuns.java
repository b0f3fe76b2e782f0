package io.waybill.chaos;

import io.waybill.chaos.Scenario.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What each script comes to without any fault, found out by the first scenario that has to be compared with it. */
final class CleanRuns {
    private final Map<String, CompletableFuture<Picture>> pictures = new HashMap<>();

    /** A run in which nothing goes wrong. */
    interface Run {
        Picture of(Scenario scenario) throws Exception;
    }

    /** Waits where another scenario is finding it out. */
    Picture of(Scenario scenario, Run run) throws Exception {
        String what = scenario.like().name() + (scenario.place() == Place.EMBEDDED ? " into nothing" : "");
        CompletableFuture<Picture> mine = new CompletableFuture<>();
        CompletableFuture<Picture> first;
        synchronized (pictures) {
            first = pictures.putIfAbsent(what, mine);
        }
        if (first == null) {
            try {
                mine.complete(run.of(scenario));
            } catch (Exception e) {
                mine.completeExceptionally(e);
            }
            first = mine;
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
