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
 * What, besides its bytes, decides what a drop leads to: the system's files in {@code config/} and {@code routes/}, the
 * feed's checks, the options of the feed, and Waybill's version. The same bytes under another configuration are not the same again.
 */
public final class FeedConfiguration {
    private final List<Path> folders;
    private final String version;

    /**
     * @param folders where the files of a system stand; those whose names begin with {@code <system>.} or
     *     {@code <system>-} count
     * @param version Waybill's own
     */
    public FeedConfiguration(List<Path> folders, String version) {
        this.folders = List.copyOf(folders);
        this.version = requireNonNull(version, "version");
    }

    /**
     * A digest of it all, lower-case hex.
     *
     * @param options those of the drop that are the feed's own
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
