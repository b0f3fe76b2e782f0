package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dump of a Lino site: a folder, a zip of it (also one made by {@code make_snapshot.sh}, where it is the folder {@code snapshot/}), or, of
 * sites before August 2013, a single file. Only files that its script names are read; each name has to be that of a file in the folder
 * itself.
 */
public final class LinoDump implements Closeable {
    private static final String SCRIPT = "restore.py";
    private static final List<String> FOLDERS = List.of("", "snapshot");

    private final Path folder;
    private final Closeable archive;
    private final Charset encoding;
    private final ReadingLimits limits;
    private final RestoreScript script;
    private final List<String> files;

    private LinoDump(
            Path folder,
            Closeable archive,
            Charset encoding,
            ReadingLimits limits,
            RestoreScript script,
            List<String> files) {
        this.folder = folder;
        this.archive = archive;
        this.encoding = encoding;
        this.limits = limits;
        this.script = script;
        this.files = List.copyOf(files);
    }

    /**
     * Opens a dump and reads its script.
     *
     * @param path a folder, a zip or a single Python file
     * @param encoding of its texts; UTF-8 unless the machine of the site wrote another one
     * @throws IOException when it cannot be read
     * @throws BrokenFileException when it is no dump, or its script is not understood; with all faults
     */
    public static LinoDump open(Path path, Charset encoding, ReadingLimits limits) throws IOException {
        requireNonNull(encoding, "encoding");
        if (Files.isDirectory(path)) {
            return open(folder(path), () -> {}, encoding, limits);
        }
        if (!isZip(path)) {
            RestoreScript script = script(path, encoding, limits);
            return new LinoDump(
                    path.toAbsolutePath().getParent(),
                    () -> {},
                    encoding,
                    limits,
                    script,
                    List.of(path.getFileName().toString()));
        }
        FileSystem zip = FileSystems.newFileSystem(path);
        try {
            return open(folder(zip.getPath("/")), zip, encoding, limits);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static LinoDump open(Path folder, Closeable archive, Charset encoding, ReadingLimits limits)
            throws IOException {
        RestoreScript script = script(folder.resolve(SCRIPT), encoding, limits);
        Faults faults = new Faults();
        for (String file : script.files()) {
            fault(folder, file).ifPresent(faults::add);
        }
        faults.throwIfAny();
        return new LinoDump(folder, archive, encoding, limits, script, script.files());
    }

    private static Optional<Fault> fault(Path folder, String file) {
        if (!DumpFileName.isPlain(file)) {
            return Optional.of(Fault.ofFile(
                    Position.of(SCRIPT),
                    "not-a-plain-name",
                    file,
                    "the name of a Python file in the dump's own folder",
                    "No other file is ever read."));
        }
        if (!Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(Fault.ofFile(
                    Position.of(SCRIPT),
                    "missing-file",
                    "no file " + file,
                    "each file that the script loads",
                    "Copy the whole folder of the dump. To leave a file out, put # before its line in " + SCRIPT
                            + "."));
        }
        return Optional.empty();
    }

    private static Path folder(Path root) {
        return FOLDERS.stream()
                .map(root::resolve)
                .filter(each -> Files.isRegularFile(each.resolve(SCRIPT)))
                .findFirst()
                .orElseThrow(() -> new BrokenFileException(Fault.ofFile(
                        Position.of(SCRIPT),
                        "not-a-dump",
                        "no " + SCRIPT,
                        "the folder that dump2py wrote, with " + SCRIPT + " in it",
                        "Pack the folder itself, or what is in it.")));
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(2);
            return head.length == 2 && head[0] == 'P' && head[1] == 'K';
        }
    }

    private static RestoreScript script(Path path, Charset encoding, ReadingLimits limits) throws IOException {
        try (InputStream in = stream(path, encoding)) {
            return RestoreScriptReader.read(in, path.getFileName().toString(), limits);
        }
    }

    private static InputStream stream(Path path, Charset encoding) throws IOException {
        InputStream in = Files.newInputStream(path);
        return encoding.equals(StandardCharsets.UTF_8) ? in : new Utf8Stream(in, encoding);
    }

    /** What its script says. */
    public RestoreScript script() {
        return script;
    }

    /** Its data files, in the order in which the script loads them. */
    public List<String> files() {
        return files;
    }

    /**
     * Reads the rows of a file.
     *
     * @param file one of {@link #files}
     * @param faults collects what is wrong with it
     * @throws IOException when it cannot be read
     */
    public DataFileReader read(String file, Faults faults) throws IOException {
        InputStream in = stream(folder.resolve(file), encoding);
        try {
            return new DataFileReader(in, file, script, limits, faults);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** What people should know of the dump before it is used. */
    public List<DumpFinding> findings() throws IOException {
        List<DumpFinding> findings = new ArrayList<>();
        script.edits()
                .forEach(edit -> findings.add(new DumpFinding(
                        edit.rule(),
                        (edit.line() > 0 ? SCRIPT + ", line " + edit.line() + ": " : "") + edit.sentence())));
        script.notDumped()
                .forEach(table -> findings.add(new DumpFinding(
                        "not-dumped",
                        "The site could not dump the table " + table
                                + ": its database gave an error. None of its rows are here.")));
        if (script.generation() != Generation.G0) {
            stale().forEach(file -> findings.add(new DumpFinding(
                    "stale-file",
                    file + " is not read: " + SCRIPT
                            + " does not load it. It is probably left over from an older dump in the same folder.")));
        }
        return findings;
    }

    private List<String> stale() throws IOException {
        Set<String> known = new HashSet<>(files);
        known.addAll(script.skippedFiles());
        known.addAll(Set.of(SCRIPT, "__init__.py"));
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(each -> each.getFileName().toString().replace("/", ""))
                    .filter(name -> name.endsWith(".py") && !known.contains(name))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
