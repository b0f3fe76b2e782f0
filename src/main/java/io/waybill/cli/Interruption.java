package io.waybill.cli;

import io.waybill.system.command.WaybillWatch;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;

/** Says to somebody who ends the waiting, by Ctrl-C or by a signal, what becomes of the drop. Until it is closed. */
final class Interruption implements AutoCloseable {
    private final Thread saying;

    private Interruption(WaybillWatch watch, Function<String, String> sentence) {
        saying = new Thread(() -> say(watch, sentence), "waybill-interruption");
        Runtime.getRuntime().addShutdownHook(saying);
    }

    /**
     * Begins to listen beside a {@code waybill serve}: only the waiting ends, and the drop goes on.
     *
     * @param watch what is waited for
     */
    static Interruption ofWaiting(WaybillWatch watch) {
        return new Interruption(
                watch, subject -> "No longer waiting for " + subject + ": waybill serve goes on with it.");
    }

    /**
     * Begins to listen in the process that carries the drop itself: it waits a while for the end, then breaks off.
     *
     * @param watch what is waited for
     * @param stop how long the process waits
     */
    static Interruption ofCarrying(WaybillWatch watch, Duration stop) {
        return new Interruption(
                watch,
                subject -> "Stopping: " + subject + " has " + stop.toSeconds()
                        + " seconds to end. If it does not, nothing of it is changed, and the next waybill serve begins it again.");
    }

    private static void say(WaybillWatch watch, Function<String, String> sentence) {
        OptionalLong number = watch.seen();
        System.err.println();
        System.err.println("waybill: "
                + (number.isPresent()
                        ? sentence.apply("waybill " + number.getAsLong()) + " See waybill show " + number.getAsLong()
                                + "."
                        : sentence.apply("the drop") + " See waybill list."));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(saying);
        } catch (IllegalStateException e) {
            // The process is ending already, and it has been said.
        }
    }
}
