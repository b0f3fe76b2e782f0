package io.waybill;

import io.waybill.cli.WaybillCommand;

/** The program: everything it can do is a command. */
public final class Waybill {
    private Waybill() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(WaybillCommand.run(arguments));
    }
}
