package io.waybill.refresh;

import java.nio.file.Path;
import java.time.Duration;

/** Where a scheduled refresh gets its file. */
public sealed interface RefreshSource {
    /** What is fetched, as people read it. */
    String description();

    /** The endpoint of the route that fetches a file for a system. */
    String route(String system);

    /**
     * The newest file in a folder.
     *
     * @param files glob of the files that count
     * @param timeout how long somebody may still write to the newest one
     */
    record Folder(Path folder, String files, Duration timeout) implements RefreshSource {
        @Override
        public String description() {
            return "the newest file " + files + " in " + folder;
        }

        @Override
        public String route(String system) {
            return "fetch-from-folder";
        }
    }

    /**
     * What a command writes to its standard output.
     *
     * @param command run by {@code sh}
     * @param timeout after which it is stopped
     */
    record Command(String command, Duration timeout) implements RefreshSource {
        @Override
        public String description() {
            return "what the configured command writes";
        }

        @Override
        public String route(String system) {
            return "fetch-from-command";
        }
    }

    /** A database that the system reads in a route of its own. */
    record Database() implements RefreshSource {
        @Override
        public String description() {
            return "its source database";
        }

        @Override
        public String route(String system) {
            return "read-" + system + "-database";
        }
    }
}
