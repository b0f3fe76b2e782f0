package io.waybill.lino.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.lino.CreateFunction;
import io.waybill.format.lino.DumpChunk;
import io.waybill.format.lino.DumpChunks;
import io.waybill.format.lino.DumpFinding;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.Generation;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ModelName;
import io.waybill.format.lino.ReadingLimits;
import io.waybill.format.lino.RestoreScript;
import io.waybill.format.lino.UnusableValue;
import io.waybill.lino.config.LinoConfig;
import io.waybill.model.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a dump is, found by reading all of it: without a database, and without starting anything. A dump with a manifest is compared with
 * that.
 */
public final class DumpInspection {
    private static final int BUFFER = 64 * 1024;

    private final LinoDump dump;
    private final Faults faults;
    private final List<DumpFinding> findings = new ArrayList<>();
    private final Map<String, Long> unusable = new TreeMap<>();
    private final Map<String, Long> strange = new TreeMap<>();
    private final Map<String, Integer> files = new TreeMap<>();

    private DumpInspection(LinoDump dump, Faults faults) {
        this.dump = dump;
        this.faults = faults;
    }

    /** What a manifest says of a dump. */
    public enum Verdict {
        /** There is none, as with every dump that a site wrote itself. */
        NONE,
        /** Every file is what it was when the dump was written. */
        SOUND,
        /** Some file is another one; the findings say which. */
        UNSOUND
    }

    /**
     * A table of the dump.
     *
     * @param table its name
     * @param model full name of its model; empty when its rows are skipped
     * @param rows that are there
     * @param files with rows of it
     * @param columns how many values a row has
     */
    public record InspectedTable(String table, String model, long rows, int files, int columns) {}

    /**
     * What was found.
     *
     * @param script what the dump says of itself
     * @param tables in the order of the script
     * @param findings what people should know although the dump can be read
     * @param faults why it cannot be used as it is
     * @param manifest whether it is what its manifest says
     */
    public record Result(
            RestoreScript script,
            List<InspectedTable> tables,
            List<DumpFinding> findings,
            Faults faults,
            Verdict manifest) {
        public Result {
            requireNonNull(script, "script");
            tables = List.copyOf(tables);
            findings = List.copyOf(findings);
            requireNonNull(faults, "faults");
            requireNonNull(manifest, "manifest");
        }

        /** The generation of the format. */
        public Generation generation() {
            return script.generation();
        }

        /** How many rows it has. */
        public long rows() {
            return tables.stream().mapToLong(InspectedTable::rows).sum();
        }

        /** Whether nothing is wrong with it. */
        public boolean isSound() {
            return faults.isEmpty() && manifest != Verdict.UNSOUND;
        }
    }

    /** Inspects a dump whose texts are UTF-8; see {@link #of(Path, Charset)}. */
    public static Result of(Path path) throws IOException {
        return of(path, StandardCharsets.UTF_8);
    }

    /**
     * Reads a dump to its end.
     *
     * @param path a folder, a zip, a tar archive or a single Python file
     * @throws BrokenFileException when it is no dump, or its script is not understood; with all faults
     * @throws IOException when it cannot be read
     */
    public static Result of(Path path, Charset encoding) throws IOException {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        Faults faults = new Faults();
        try (LinoDump dump = LinoDump.open(path, name, null, encoding, ReadingLimits.USUAL, faults)) {
            return new DumpInspection(dump, faults).run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Result run() throws IOException {
        findings.addAll(dump.findings());
        unknownZone(dump.script()).ifPresent(findings::add);
        DumpChunks chunks = new DumpChunks(dump, faults);
        try (chunks) {
            Set<List<String>> seen = new HashSet<>();
            chunks.forEachRemaining(chunk -> take(chunk, seen));
        }
        unusable.forEach((table, rows) -> findings.add(new DumpFinding(
                "unusable-values",
                String.format(Locale.ROOT, rows == 1 ? "%,d row of %s has" : "%,d rows of %s have", rows, table)
                        + " values that stand for nothing, such as the 30th of February.")));
        strange.forEach((table, rows) -> findings.add(new DumpFinding(
                "unknown-models",
                String.format(
                                Locale.ROOT,
                                rows == 1 ? "%,d row of %s names a model" : "%,d rows of %s name models",
                                rows,
                                table)
                        + " that restore.py does not have.")));
        if (chunks.unknownEscapes() > 0) {
            findings.add(new DumpFinding("unknown-escapes", chunks.unknownEscapesSentence()));
        }
        Verdict verdict = manifest();
        return new Result(dump.script(), tables(chunks.rows()), findings, faults, verdict);
    }

    private static Optional<DumpFinding> unknownZone(RestoreScript script) {
        return script.zone()
                .name()
                .filter(name -> LinoConfig.zone(name).isEmpty())
                .map(name -> new DumpFinding(
                        "unknown-zone",
                        "restore.py names the time zone " + name
                                + ", which is not known. Where its times are local times, restoring it"
                                + " needs the option source.zone, such as Europe/Tallinn."));
    }

    private void take(DumpChunk chunk, Set<List<String>> seen) {
        CreateFunction last = null;
        for (DumpRow row : chunk.rows()) {
            String table = row.function().table();
            if (last != row.function() && seen.add(List.of(chunk.file(), table))) {
                files.merge(table, 1, Integer::sum);
            }
            last = row.function();
            if (has(row.values(), UnusableValue.class::isInstance)) {
                unusable.merge(table, 1L, Long::sum);
            }
            if (has(row.values(), this::isUnknownModel)) {
                strange.merge(table, 1L, Long::sum);
            }
        }
    }

    private static boolean has(List<?> values, Predicate<Object> wanted) {
        for (Object value : values) {
            if (wanted.test(value) || value instanceof List<?> list && has(list, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnknownModel(Object value) {
        return value instanceof ModelName name && !dump.script().models().containsKey(name.variable());
    }

    private List<InspectedTable> tables(Map<String, Long> rows) {
        RestoreScript script = dump.script();
        return script.functions().values().stream()
                .map(function -> new InspectedTable(
                        function.table(),
                        model(function, script),
                        rows.getOrDefault(function.table(), 0L),
                        files.getOrDefault(function.table(), 0),
                        function.parameters().size()))
                .toList();
    }

    private static String model(CreateFunction function, RestoreScript script) {
        return function.skipped() ? "" : script.models().getOrDefault(function.model(), "");
    }

    private Verdict manifest() throws IOException {
        if (!dump.names().contains(DumpManifest.FILE)) {
            return Verdict.NONE;
        }
        Map<String, DumpManifest.DumpedFile> expected = new LinkedHashMap<>();
        try (InputStream in = dump.open(DumpManifest.FILE)) {
            DumpManifest.read(in).files().forEach(file -> expected.put(file.name(), file));
        } catch (BrokenFileException e) {
            faults.addAll(e);
            return Verdict.UNSOUND;
        }
        int before = findings.size();
        for (DumpManifest.DumpedFile file : expected.values()) {
            difference(file).ifPresent(findings::add);
        }
        for (String name : dump.names()) {
            if (!expected.containsKey(name) && !name.equals(DumpManifest.FILE)) {
                findings.add(new DumpFinding("foreign-file", name + " was not there when Waybill wrote the dump."));
            }
        }
        return findings.size() == before ? Verdict.SOUND : Verdict.UNSOUND;
    }

    private Optional<DumpFinding> difference(DumpManifest.DumpedFile file) throws IOException {
        if (!dump.names().contains(file.name())) {
            return Optional.of(new DumpFinding("lost-file", file.name() + " is not there, but the manifest has it."));
        }
        FileDigest.Sum sum = new FileDigest.Sum();
        try (InputStream in = dump.open(file.name())) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.add(buffer, 0, read);
            }
        } catch (BrokenFileException e) {
            faults.addAll(e);
        }
        return sum.end().sha256().equals(file.sha256())
                ? Optional.empty()
                : Optional.of(new DumpFinding(
                        "changed-file", file.name() + " has been changed since Waybill wrote the dump."));
    }
}
