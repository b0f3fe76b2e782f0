package io.waybill.lino.repair;

import io.waybill.format.BrokenFileException;
import io.waybill.format.archive.ArchiveLimits;
import io.waybill.format.archive.TarArchive;
import io.waybill.format.archive.ZipArchive;
import io.waybill.format.archive.ZipArchive.Entry;
import io.waybill.model.Drop;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What somebody dropped for a repair: a plan, a dump, or a zip with a plan and its dumps. What is needed of a zip is unpacked into the work
 * folder, under names of our own.
 */
final class DroppedRepair implements Closeable {
    private static final String PLAN = "(?i)[^./][^/]*\\.ya?ml";
    private static final String SCRIPT = "restore.py";
    private static final String ENDING = ".py";
    /** The zip itself, as a plan names it. */
    private static final String ITSELF = ".";

    private static final ArchiveLimits LIMITS = new ArchiveLimits(200_000, 64L << 20, 64L << 30, 500);

    private final Drop drop;
    private final Path work;
    private final ZipArchive zip;
    private final Entry packed;
    private final boolean plan;
    private int unpacked;

    private DroppedRepair(Drop drop, Path work, ZipArchive zip, Entry packed, boolean plan) {
        this.drop = drop;
        this.work = work;
        this.zip = zip;
        this.packed = packed;
        this.plan = plan;
    }

    /**
     * Looks what it is.
     *
     * @param work the drop's work folder
     * @throws BrokenFileException when it is a broken zip, or one with several plans
     */
    static DroppedRepair of(Drop drop, Path work) throws IOException {
        if (TarArchive.isTar(drop.file())) {
            return new DroppedRepair(drop, work, null, null, false);
        }
        if (!ZipArchive.isZip(drop.file())) {
            return new DroppedRepair(drop, work, null, null, true);
        }
        ZipArchive zip = ZipArchive.open(drop.file(), drop.fileName(), "Pack the plan and its dumps again.", LIMITS);
        List<Entry> plans = zip.entries().stream()
                .filter(entry -> entry.name().matches(PLAN) && !entry.isFolder())
                .toList();
        if (plans.size() > 1) {
            zip.close();
            throw zip.broken(
                    "several-plans",
                    plans.get(0).name() + " and " + plans.get(1).name(),
                    "one plan");
        }
        return new DroppedRepair(drop, work, zip, plans.isEmpty() ? null : plans.get(0), !plans.isEmpty());
    }

    /** Whether there is a plan; otherwise it is a dump. */
    boolean hasPlan() {
        return plan;
    }

    /** Whether it is neither a zip nor another archive. */
    boolean isAlone() {
        return plan && zip == null;
    }

    /** The plan as a file of its own. */
    Path plan() throws IOException {
        return zip == null ? drop.file() : unpack(packed);
    }

    /** Name of the plan, for messages. */
    String planName() {
        return zip == null ? drop.fileName() : drop.fileName() + ", " + packed.name();
    }

    /**
     * A dump that was dropped together with the plan: a folder of the zip, an archive in it, or {@code .} for the zip itself.
     *
     * @param name in the plan
     * @return empty when the zip has nothing of this name
     */
    Optional<Path> dump(String name) throws IOException {
        if (zip == null) {
            return Optional.empty();
        }
        if (name.equals(ITSELF)) {
            return Optional.of(drop.file());
        }
        Optional<Entry> file = zip.entries().stream()
                .filter(entry -> entry.name().equals(name) && !entry.isFolder())
                .findFirst();
        if (file.isPresent()) {
            return Optional.of(unpack(file.get()));
        }
        String folder = name.endsWith("/") ? name : name + "/";
        return zip.entries().stream().anyMatch(entry -> entry.name().equals(folder + SCRIPT))
                ? Optional.of(unpackFolder(folder))
                : Optional.empty();
    }

    /** A folder of its own below the work folder. */
    Path folder() throws IOException {
        return Files.createDirectories(work.resolve("dump-" + ++unpacked));
    }

    private Path unpackFolder(String folder) throws IOException {
        Path to = folder();
        for (Entry entry : zip.entries()) {
            String name = entry.name().startsWith(folder) ? entry.name().substring(folder.length()) : "";
            if (name.endsWith(ENDING) && name.indexOf('/') < 0 && name.indexOf('\\') < 0 && !entry.isFolder()) {
                unpack(entry, to.resolve(name));
            }
        }
        return to;
    }

    private Path unpack(Entry entry) throws IOException {
        return unpack(entry, work.resolve("unpacked-" + ++unpacked));
    }

    private Path unpack(Entry entry, Path to) throws IOException {
        try (InputStream in = zip.open(entry)) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }
}
