package io.waybill.intake;

import io.waybill.folder.DropNames;
import io.waybill.folder.OptionsFiles;
import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options files whose drop is not clear: somebody who asked for a preview must not get a delivery because of a misspelt name. The drop
 * waits, and the log says what to do.
 */
final class StrayOptions {
    private static final Logger LOG = LoggerFactory.getLogger(StrayOptions.class);

    /** Options are put into an inbox before their drop: this long nothing is wrong with them. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Set<Path> complainedOf = ConcurrentHashMap.newKeySet();

    StrayOptions(Clock clock) {
        this.clock = clock;
    }

    /** Whether a drop has to wait because it may have options that it would be delivered without. */
    boolean hinder(Path drop) {
        try {
            OptionsFiles all = OptionsFiles.in(drop.getParent());
            List<Path> own = all.of(drop);
            List<Path> nearly = own.isEmpty() ? all.nearly(drop) : List.of();
            if (own.size() <= 1 && nearly.isEmpty()) {
                complainedOf.remove(drop);
                return false;
            }
            if (complainedOf.add(drop)) {
                LOG.warn(
                        own.isEmpty()
                                ? "{} waits: {} may hold its options, which are expected in {}. Rename that file, or delete it."
                                : "{} waits: {} are all named as its options file. Keep one, named {}, and delete the others.",
                        NameBytes.readablePath(drop),
                        names(own.isEmpty() ? nearly : own),
                        NameBytes.readable(drop) + DropNames.OPTIONS);
            }
            return true;
        } catch (IOException e) {
            LOG.debug("{} waits: its folder cannot be read ({})", NameBytes.readablePath(drop), e.getMessage());
            return true;
        }
    }

    /**
     * Warns, once each, of options files whose drop does not come.
     *
     * @throws IOException when the folder cannot be read
     */
    void complain(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Instant old = clock.instant().minus(PATIENCE);
        for (Path file : OptionsFiles.in(folder).lonely()) {
            if (isOlder(file, old) && complainedOf.add(file)) {
                LOG.warn(
                        "{} holds the options of no file in its folder, and has no effect: name it as that file with {} after"
                                + " the whole name, or delete it.",
                        NameBytes.readablePath(file),
                        DropNames.OPTIONS);
            }
        }
        complainedOf.removeIf(file -> file.getParent().equals(folder) && !Files.exists(file));
    }

    private static boolean isOlder(Path file, Instant instant) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (IOException e) {
            return false;
        }
    }

    private static String names(List<Path> files) {
        return String.join(" and ", files.stream().map(NameBytes::readable).toList());
    }
}
