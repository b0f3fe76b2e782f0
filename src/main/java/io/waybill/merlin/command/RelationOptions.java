package io.waybill.merlin.command;

import java.util.Map;
import picocli.CommandLine.Option;

/** What to do with relations that differ in the target, or whose other end is missing. */
final class RelationOptions {
    @Option(
            names = "--force-update",
            description = "Overwrites relations that differ in the target (default: they are kept and reported).")
    private boolean forceUpdate;

    @Option(names = "--create-users", description = "Creates leaders, directors and coaches that are missing.")
    private boolean createUsers;

    @Option(
            names = "--create-missing",
            description = "Creates tribes, chapters and departments that are named and missing.")
    private boolean createMissing;

    Map<String, Boolean> flags() {
        return Map.of("force-update", forceUpdate, "create-users", createUsers, "create-missing", createMissing);
    }
}
