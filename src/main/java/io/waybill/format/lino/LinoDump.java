package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.ShortList;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A dump of a Lino site: a folder, a zip or tar archive of it (also one made by {@code make_snapshot.sh}, where it is the folder
 * {@code snapshot/}), or, of sites before August 2013, a single file. Only files that its script names are read; each name has to be that of
 * a file in the folder itself.
 */
public final class LinoDump implements Closeable {
    private static final String SCRIPT = DumpFiles.SCRIPT;
    /** So many bytes tell text from what is none. */
    private static final int HEAD = 64;

    private static final int MOST_ZEROS = 3;

    private static final int NAMED = 3;

    private final DumpFiles all;
    private final Charset encoding;
    private final ReadingLimits limits;
    private final RestoreScript script;
    private final List<String> files;
    private final List<String> missing;

    private LinoDump(
            DumpFiles all,
            Charset encoding,
            ReadingLimits limits,
            RestoreScript script,
            List<String> files,
            List<String> missing) {
        this.all = all;
        this.encoding = encoding;
        this.limits = limits;
        this.script = script;
        this.files = List.copyOf(files);
        this.missing = List.copyOf(missing);
    }

    /**
     * Opens a dump and reads its script. Files that are missing hide nothing of the others, which can be read.
     *
     * @param path a folder, a zip, a tar archive or a single Python file
     * @param name as its owner knows it, for messages
     * @param work an existing folder, for what has to be unpacked: of a tar archive its Python files, of anything else nothing. It is
     *     deleted when the dump is closed
     * @param encoding of its texts; UTF-8 unless the machine of the site wrote another one
     * @param faults gets those files that the script names and that are missing: the dump cannot be used with any
     * @throws IOException when it cannot be read
     * @throws BrokenFileException when it is no dump, or its script is not understood; with all faults
     */
    public static LinoDump open(
            Path path, String name, Path work, Charset encoding, ReadingLimits limits, Faults faults)
            throws IOException {
        requireNonNull(encoding, "encoding");
        DumpFiles all = DumpFiles.of(path, name, work);
        try {
            return open(all, encoding, limits, faults);
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /**
     * What the script of a dump says, whether the files that it loads are there or not.
     *
     * @param script of the dump
     * @param missing files that it loads and that are missing
     */
    public record ScriptAlone(RestoreScript script, List<String> missing) {
        public ScriptAlone {
            requireNonNull(script, "script");
            missing = List.copyOf(missing);
        }
    }

    /**
     * Reads nothing of a dump but its script.
     *
     * @param path a folder, a zip, a tar archive or a single Python file
     * @param encoding of its texts
     * @throws IOException when it cannot be read
     * @throws BrokenFileException when it is no dump, or its script is not understood; with all faults
     */
    public static ScriptAlone script(Path path, Charset encoding, ReadingLimits limits) throws IOException {
        try (DumpFiles all = DumpFiles.of(
                path, String.valueOf(path.toAbsolutePath().normalize().getFileName()), null)) {
            RestoreScript script = script(all, encoding, limits);
            return new ScriptAlone(
                    script,
                    script.generation() == Generation.G0
                            ? List.of()
                            : script.files().keySet().stream()
                                    .filter(file -> isMissing(all, file))
                                    .toList());
        }
    }

    private static RestoreScript script(DumpFiles all, Charset encoding, ReadingLimits limits) throws IOException {
        try (InputStream in = stream(all, all.script(), encoding)) {
            return RestoreScriptReader.read(in, all.script(), limits);
        }
    }

    private static LinoDump open(DumpFiles all, Charset encoding, ReadingLimits limits, Faults faults)
            throws IOException {
        RestoreScript script = script(all, encoding, limits);
        if (script.generation() == Generation.G0) {
            return new LinoDump(all, encoding, limits, script, List.of(all.script()), List.of());
        }
        List<String> missing = script.files().keySet().stream()
                .filter(file -> isMissing(all, file))
                .toList();
        if (missing.size() > 1 && missing.size() == script.files().size()) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(SCRIPT),
                    "missing-file",
                    "none of the " + missing.size() + " files that the script loads",
                    "the whole folder of the dump, with " + ShortList.of(missing, NAMED),
                    named(missing.get(0), all) + "Drop the folder that dump2py wrote, or a zip of it."));
        }
        script.files().forEach((file, at) -> fault(all, file, at).ifPresent(faults::add));
        return new LinoDump(
                all,
                encoding,
                limits,
                script,
                script.files().keySet().stream()
                        .filter(file -> DumpFileName.isPlain(file) && !missing.contains(file))
                        .toList(),
                missing);
    }

    private static Optional<Fault> fault(DumpFiles all, String file, Position at) {
        if (!DumpFileName.isPlain(file)) {
            return Optional.of(Fault.ofFile(
                    at,
                    "not-a-plain-name",
                    file,
                    "the name of a Python file in the dump's own folder",
                    "No other file is ever read."));
        }
        if (isMissing(all, file)) {
            return Optional.of(Fault.ofFile(
                    at,
                    "missing-file",
                    "no file " + file,
                    "each file that the script loads",
                    named(file, all)
                            + "Copy the whole folder of the dump. To leave a file out, put # before its line in "
                            + SCRIPT + "."));
        }
        return Optional.empty();
    }

    private static boolean isMissing(DumpFiles all, String file) {
        return DumpFileName.isPlain(file) && !all.names().contains(file);
    }

    /** Says that there is a file whose name differs in its case only, as some file systems make it. */
    private static String named(String file, DumpFiles all) {
        return all.names().stream()
                .filter(file::equalsIgnoreCase)
                .map(other -> "There is " + other + ", in other letters: name it " + file + ". ")
                .findFirst()
                .orElse("");
    }

    private static InputStream stream(DumpFiles all, String file, Charset encoding) throws IOException {
        PushbackInputStream in = new PushbackInputStream(all.open(file), HEAD);
        byte[] head = in.readNBytes(HEAD);
        if (isNoText(head)) {
            in.close();
            throw new BrokenFileException(Fault.ofFile(
                    Position.of(file),
                    "not-text",
                    "bytes 0, as in UTF-16 or in a file that is no text",
                    "a Python file in UTF-8",
                    "Save it in that encoding, or copy the folder of the dump again."));
        }
        in.unread(head);
        return encoding.equals(StandardCharsets.UTF_8) ? in : new Utf8Stream(in, encoding);
    }

    /** A single byte 0 is reported with its place; several mean a file of another kind. */
    private static boolean isNoText(byte[] head) {
        int zeros = 0;
        for (byte each : head) {
            zeros += each == 0 ? 1 : 0;
        }
        return zeros > MOST_ZEROS;
    }

    /** What its script says. */
    public RestoreScript script() {
        return script;
    }

    /** Its data files, in the order in which the script loads them; without those that are missing. */
    public List<String> files() {
        return files;
    }

    /** The files that the script loads and that are not there. */
    public List<String> missing() {
        return missing;
    }

    /**
     * Reads the rows of a file.
     *
     * @param file one of {@link #files}
     * @param faults collects what is wrong with it
     * @throws IOException when it cannot be read
     */
    public DataFileReader read(String file, Faults faults) throws IOException {
        InputStream in = stream(all, file, encoding);
        try {
            return new DataFileReader(in, file, script, limits, faults);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The table whose rows a file probably has: its name says so, what it really has say the rows themselves.
     *
     * @param file one of {@link #files}
     * @return empty when its name is not that of a table, as in a dump of one file
     */
    public Optional<String> table(String file) {
        return DumpFileName.table(file, script.functions().keySet());
    }

    /** The names of all Python files in the dump's folder, and of its manifest if it has one. */
    public Set<String> names() {
        return all.names();
    }

    /**
     * Opens a file as it is, whatever its encoding.
     *
     * @param name one of {@link #names}
     * @throws IOException when it cannot be read
     */
    public InputStream open(String name) throws IOException {
        return all.open(name);
    }

    /** What people should know of the dump before it is used. */
    public List<DumpFinding> findings() {
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

    private List<String> stale() {
        Set<String> known = new HashSet<>(files);
        known.addAll(script.skippedFiles());
        known.addAll(Set.of(SCRIPT, DumpFiles.MANIFEST, "__init__.py"));
        return all.names().stream().filter(name -> !known.contains(name)).toList();
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
