package io.waybill.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** What becomes of relations that the target has otherwise, or whose other end is missing. */
final class RelationOptions {
    @Option(
            names = "--force-update",
            description = "Overwrites relations that the target has otherwise (default: they are kept and told).")
    private boolean forceUpdate;

    @Option(names = "--create-users", description = "Makes leaders, directors and coaches that nobody has.")
    private boolean createUsers;

    @Option(
            names = "--create-missing",
            description = "Makes tribes, chapters and departments that are named and not there.")
    private boolean createMissing;

    Map<String, Boolean> flags() {
        return Map.of("force-update", forceUpdate, "create-users", createUsers, "create-missing", createMissing);
    }
}
