package io.waybill.boot;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.intake.FeedName;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The target of all watched systems, open and with an up-to-date ledger: the user's own database, or the embedded one. */
public final class OpenTarget implements AutoCloseable {
    private final EmbeddedDatabase embedded;
    private final Target target;

    private OpenTarget(EmbeddedDatabase embedded, Target target) {
        this.embedded = embedded;
        this.target = target;
    }

    /**
     * @param feeds all that are watched
     * @throws SettingsException when their systems have different targets
     * @throws io.waybill.database.TargetUnavailableException when the database cannot be used
     */
    public static OpenTarget of(Settings settings, List<FeedName> feeds) {
        Optional<TargetSettings> place = place(settings, feeds);
        String name = feeds.isEmpty() ? "waybill" : feeds.get(0).system();
        EmbeddedDatabase embedded = place.isPresent() ? null : EmbeddedDatabase.open(settings.data());
        try {
            Target target = place.isPresent() ? Target.open(name, place.get()) : Target.open(name, embedded);
            OpenTarget open = new OpenTarget(embedded, target);
            try {
                target.migrate();
                return open;
            } catch (RuntimeException e) {
                target.close();
                throw e;
            }
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    /** Whether there is a ledger to read, as far as can be said without starting a database. */
    public static boolean mayExist(Settings settings, List<FeedName> feeds) {
        return place(settings, feeds).isPresent()
                || Files.exists(settings.data().resolve("postgres").resolve("connection.properties"));
    }

    public Target target() {
        return target;
    }

    @Override
    public void close() {
        target.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    /** One ledger, one sequence of numbers, one work folder: so one database for all systems of a data folder. */
    private static Optional<TargetSettings> place(Settings settings, List<FeedName> feeds) {
        List<Optional<TargetSettings>> places = feeds.stream()
                .map(FeedName::system)
                .distinct()
                .map(settings::target)
                .distinct()
                .toList();
        if (places.size() > 1) {
            throw new SettingsException("The systems "
                    + feeds.stream().map(FeedName::system).distinct().toList()
                    + " have different targets: give all of them the same waybill.target.<system>.url, or serve them from"
                    + " different data folders.");
        }
        return places.isEmpty() ? Optional.empty() : places.get(0);
    }
}
