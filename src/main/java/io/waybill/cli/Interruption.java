package io.waybill.cli;

import io.waybill.system.command.WaybillWatch;
import java.util.OptionalLong;

/** Says to somebody who ends the waiting, by Ctrl-C or by a signal, that only the waiting ends. Until it is closed. */
final class Interruption implements AutoCloseable {
    private final Thread saying;

    private Interruption(Thread saying) {
        this.saying = saying;
    }

    /**
     * Begins to listen.
     *
     * @param watch what is waited for
     * @param next who goes on with it, a clause
     */
    static Interruption announced(WaybillWatch watch, String next) {
        Interruption interruption = new Interruption(new Thread(() -> say(watch, next), "waybill-interruption"));
        Runtime.getRuntime().addShutdownHook(interruption.saying);
        return interruption;
    }

    private static void say(WaybillWatch watch, String next) {
        OptionalLong number = watch.seen();
        System.err.println();
        System.err.println(
                number.isPresent()
                        ? "waybill: No longer waiting for waybill " + number.getAsLong() + "; " + next
                                + ". See waybill show " + number.getAsLong() + "."
                        : "waybill: No longer waiting; nothing is lost: " + next + ". See waybill list.");
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
