package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.archive.ArchiveLimits;
import io.waybill.format.archive.TarArchive;
import io.waybill.format.archive.ZipArchive;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a dump, wherever they are: in a folder, in a zip or tar archive of it, or of snapshots, which have it as one of their folders;
 * or a single file. Only plain files in the dump's own folder are among them.
 */
final class DumpFiles implements Closeable {
    static final String SCRIPT = "restore.py";
    static final String MANIFEST = "manifest.json";

    /** Where {@code make_snapshot.sh} puts the dump. */
    private static final String SNAPSHOT = "snapshot";

    private static final String ENDING = ".py";

    /**
     * Snapshots have all uploads of a site beside its dump, which are never unpacked from a zip. Text shrinks by packing, but not more than
     * by this ratio.
     */
    private static final ArchiveLimits LIMITS = new ArchiveLimits(200_000, 64L << 20, 256L << 30, 500);

    /** How a script may begin, after marks of encodings: with a comment, a text, an import, a call, an assignment or a function. */
    private static final Pattern PYTHON = Pattern.compile(
            "^(?:[\\x80-\\xFF]|#|[uUbBrR]*[\"']|(?:import|from|def|class|if|try|for) |[\\p{Alpha}_][\\w.]*\\s*[(=\\[])");
    /** How the file of a table begins, in a dump that is a folder. */
    private static final Pattern ROWS = Pattern.compile("(?m)^(?:loader\\.save\\(|logger\\.info\\([\"'][Ll]oading )");

    private static final int HEAD = 4096;
    private static final String ADVICE = "Pack the folder of the dump again.";

    private final Map<String, Source> sources;
    private final Closeable closed;

    private DumpFiles(Map<String, Source> sources, Closeable closed) {
        this.sources = sources;
        this.closed = closed;
    }

    /** One file. */
    private interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Finds the files.
     *
     * @param path a folder, an archive or a single file
     * @param name as its owner knows it, for messages
     * @param work an existing folder, for what has to be unpacked; deleted with all that is in it when this is closed. Null to make one
     *     among the temporary files of this machine when it is needed
     * @throws BrokenFileException when there is no dump, or a broken archive
     */
    static DumpFiles of(Path path, String name, Path work) throws IOException {
        if (Files.isDirectory(path)) {
            return new DumpFiles(folder(path), () -> {});
        }
        if (ZipArchive.isZip(path)) {
            return zip(path, name);
        }
        if (TarArchive.isTar(path)) {
            return tar(path, name, work);
        }
        requirePython(path, name);
        return new DumpFiles(Map.of(name, () -> Files.newInputStream(path)), () -> {});
    }

    /** Refuses what is not the beginning of a dump in one file in one sentence, not in one for each of its lines. */
    private static void requirePython(Path path, String name) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(path)) {
            head = new String(in.readNBytes(HEAD), ISO_8859_1).stripLeading();
        }
        String first = head.lines().findFirst().orElse("");
        if (first.isEmpty()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(name),
                    "no-dump",
                    "an empty file",
                    "a dump",
                    "Drop the folder that dump2py wrote, or a zip of it."));
        }
        if (!PYTHON.matcher(first).find()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.ofLine(name, 1),
                    "no-dump",
                    first,
                    "the Python file of a site before August 2013; newer dumps are folders",
                    "Drop the folder that dump2py wrote, or a zip of it."));
        }
        if (ROWS.matcher(head).find()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(name),
                    "no-dump",
                    "the rows of one table",
                    "the whole dump, in which restore.py says what they are",
                    "Drop the folder that dump2py wrote, or a zip of it."));
        }
    }

    private static Map<String, Source> folder(Path path) throws IOException {
        Map<String, Source> found = new TreeMap<>();
        List<Path> folders = list(path).stream()
                .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                .toList();
        add(found, "", path);
        for (Path each : folders) {
            add(found, each.getFileName() + "/", each);
        }
        return inItsFolder(found, path.getFileName().toString());
    }

    private static void add(Map<String, Source> found, String before, Path folder) throws IOException {
        for (Path file : list(folder)) {
            String name = before + file.getFileName();
            if (isWanted(name) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                found.put(name, () -> open(file));
            }
        }
    }

    /** Opens a file of a folder. Nothing is ever read through a link, which may lead anywhere. */
    private static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(file.getFileName().toString()),
                    "not-a-file",
                    Files.isSymbolicLink(file) ? "a link" : "a device or a pipe",
                    "a file",
                    "Put the file itself in its place."));
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }

    private static DumpFiles zip(Path path, String name) throws IOException {
        ZipArchive zip = ZipArchive.open(path, name, ADVICE, LIMITS);
        try {
            Map<String, Source> found = new TreeMap<>();
            for (ZipArchive.Entry entry : zip.entries()) {
                if (isWanted(entry.name())) {
                    found.put(entry.name(), () -> zip.open(entry));
                }
            }
            return new DumpFiles(inItsFolder(found, name), zip);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static DumpFiles tar(Path path, String name, Path work) throws IOException {
        Path folder = work == null ? Files.createTempDirectory(".waybill-") : work;
        try {
            Map<String, Source> found = new TreeMap<>();
            TarArchive.unpack(path, name, ADVICE, LIMITS, folder, DumpFiles::isWanted)
                    .forEach((entry, file) -> found.put(entry, () -> Files.newInputStream(file)));
            return new DumpFiles(inItsFolder(found, name), () -> delete(folder));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    /** Files of the kinds that a dump has. */
    private static boolean isWanted(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !last.isEmpty() && (last.toLowerCase(Locale.ROOT).endsWith(ENDING) || last.equals(MANIFEST));
    }

    /** Those of the folder that has the script, by their names in it. */
    private static Map<String, Source> inItsFolder(Map<String, Source> found, String name) {
        String folder = folder(found.keySet()).orElseThrow(() -> noDump(found.keySet(), name));
        Map<String, Source> own = new TreeMap<>();
        found.forEach((each, source) -> {
            if (each.startsWith(folder) && each.indexOf('/', folder.length()) < 0) {
                own.put(each.substring(folder.length()), source);
            }
        });
        return own;
    }

    /** The folder itself, a snapshot in it, or the one with a script that is nearest: archives may hold the whole path to it. */
    private static Optional<String> folder(Set<String> names) {
        List<String> folders = names.stream()
                .filter(each -> each.equals(SCRIPT) || each.endsWith("/" + SCRIPT))
                .map(each -> each.substring(0, each.length() - SCRIPT.length()))
                .toList();
        for (String usual : List.of("", SNAPSHOT + "/")) {
            if (folders.contains(usual)) {
                return Optional.of(usual);
            }
        }
        if (folders.isEmpty() && names.size() == 1) {
            // A dump of one file, as sites wrote them until 2013.
            String only = names.iterator().next();
            return Optional.of(only.substring(0, only.lastIndexOf('/') + 1));
        }
        long nearest = folders.stream().mapToLong(DumpFiles::depth).min().orElse(0);
        List<String> near =
                folders.stream().filter(each -> depth(each) == nearest).toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    private static long depth(String folder) {
        return folder.chars().filter(c -> c == '/').count();
    }

    private static BrokenFileException noDump(Collection<String> names, String name) {
        long dumps = names.stream().filter(each -> each.endsWith("/" + SCRIPT)).count();
        return new BrokenFileException(Fault.ofFile(
                Position.of(name),
                "not-a-dump",
                dumps > 1 ? dumps + " folders with a " + SCRIPT : "no " + SCRIPT,
                "the folder that dump2py wrote, with " + SCRIPT + " in it",
                "Pack the folder of one dump, or what is in it."));
    }

    /** The names of the files: of Python files and of a manifest, in their order. */
    Set<String> names() {
        return Collections.unmodifiableSet(sources.keySet());
    }

    /** The file with the dump's script: {@code restore.py}, or the only file. */
    String script() {
        return sources.size() == 1 ? sources.keySet().iterator().next() : SCRIPT;
    }

    /** Opens one of {@link #names}. */
    InputStream open(String name) throws IOException {
        return sources.get(name).open();
    }

    @Override
    public void close() throws IOException {
        closed.close();
    }
}
