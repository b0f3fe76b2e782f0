package io.waybill.cli;

import picocli.CommandLine.Option;

/** Who asks for something that the ledger keeps a name with. */
final class PersonAsking {
    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who says so; the ledger keeps it.")
    String by;
}
