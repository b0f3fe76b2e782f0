package io.waybill;

import io.waybill.boot.Relaunch;
import io.waybill.cli.WaybillCommand;
import java.util.OptionalInt;

/** The program: everything it can do is a command. */
public final class Waybill {
    private Waybill() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        OptionalInt elsewhere = Relaunch.inUtf8();
        System.exit(elsewhere.isPresent() ? elsewhere.getAsInt() : WaybillCommand.run(arguments));
    }
}
