package io.waybill.cli;

import picocli.CommandLine.Option;

/** Who asks for a change, and whether only its plan is wanted: options of the commands that ask without dropping a file. */
final class AskedBy {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who asks for it; the ledger keeps it (default: this account).",
            defaultValue = "${sys:user.name}")
    private String name;

    @Option(names = "--preview", description = "Plan only, change nothing.")
    private boolean preview;

    String name() {
        return name;
    }

    boolean preview() {
        return preview;
    }
}
