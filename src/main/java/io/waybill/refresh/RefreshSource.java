package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where a scheduled refresh gets its file. */
public sealed interface RefreshSource {
    /** What is fetched, as people read it. */
    String description();

    /** The endpoint of the route that fetches a file for a system. */
    String route(String system);

    /**
     * The newest file in a folder; or the newest complete set of files that belong together, which becomes one zip.
     *
     * @param files glob of the files that count; in a set, of all that go into the zip
     * @param set globs of the files that a set has to have, which lie in the folder or in one folder of it; none: single files are dropped
     * @param limits what is not dropped
     * @param timeout how long somebody may still write to the newest one
     */
    record Folder(Path folder, String files, List<String> set, Limits limits, Duration timeout)
            implements RefreshSource {
        public Folder {
            requireNonNull(folder, "folder");
            requireNonNull(files, "files");
            requireNonNull(limits, "limits");
            requireNonNull(timeout, "timeout");
            set = List.copyOf(set);
        }

        @Override
        public String description() {
            return set.isEmpty()
                    ? "the newest file " + files + " in " + folder
                    : "the newest set of " + String.join(", ", set) + " in " + folder;
        }

        @Override
        public String route(String system) {
            return set.isEmpty() ? "fetch-from-folder" : "fetch-set-from-folder";
        }
    }

    /**
     * Files that are too old or too small to be what they should be.
     *
     * @param oldest age from which on a file has been forgotten in the folder; null when no file is too old
     * @param smallest size in bytes of the smallest one that can be right
     */
    record Limits(Duration oldest, long smallest) {
        /** Only files without any content are too small. */
        static final Limits NONE = new Limits(null, 1);
    }

    /**
     * What a web service answers.
     *
     * @param url without the key
     * @param key how the service knows who asks
     * @param tries how often it is asked at most
     * @param pause between two tries
     * @param timeout of one try
     */
    record Web(URI url, WebKey key, int tries, Duration pause, Duration timeout) implements RefreshSource {
        public Web {
            requireNonNull(url, "url");
            requireNonNull(key, "key");
            requireNonNull(pause, "pause");
            requireNonNull(timeout, "timeout");
        }

        @Override
        public String description() {
            return "the answer of " + url.getHost();
        }

        @Override
        public String route(String system) {
            return "fetch-from-web";
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
