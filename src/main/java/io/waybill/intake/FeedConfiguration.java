package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything besides its bytes that decides the result of a drop: the system's files in {@code config/} and {@code routes/}, the
 * feed's checks, the feed's options, and Waybill's version. The same bytes under another configuration are a different drop.
 */
public final class FeedConfiguration {
    private final List<Path> folders;
    private final String version;

    /**
     * Reads the configuration from these folders, each time a digest is made.
     *
     * @param folders with the files of the systems: those of a system are named {@code <system>.…} or {@code <system>-…}
     * @param version of Waybill
     */
    public FeedConfiguration(List<Path> folders, String version) {
        this.folders = List.copyOf(folders);
        this.version = requireNonNull(version, "version");
    }

    /** Returns Waybill's own version. */
    String version() {
        return version;
    }

    /**
     * Returns one digest of all of this, in lower-case hex.
     *
     * @param options the feed's own options of a drop
     * @throws IOException when a file of the system cannot be read
     */
    public String digest(FeedName feed, Map<String, String> options) throws IOException {
        MessageDigest digest = FileDigest.sha256Algorithm();
        add(digest, version);
        new TreeMap<>(options).forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        for (Path folder : folders) {
            for (Path file : filesOf(feed, folder)) {
                add(digest, folder.relativize(file).toString().replace('\\', '/'));
                add(digest, FileDigest.of(file).sha256());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> filesOf(FeedName feed, Path folder) throws IOException {
        List<Path> files = new ArrayList<>(list(folder, name -> belongs(name, feed.system())));
        Path checks = feed.checks(folder);
        files.addAll(list(checks.getParent(), name -> name.endsWith(".sql")));
        files.addAll(list(checks, name -> name.endsWith(".sql")));
        return files;
    }

    private static List<Path> list(Path folder, Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean belongs(String name, String system) {
        return (name.startsWith(system + ".") || name.startsWith(system + "-")) && !name.endsWith("~");
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }
}
