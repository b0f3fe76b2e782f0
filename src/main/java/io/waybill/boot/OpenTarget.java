package io.waybill.boot;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TargetUnavailableException;
import io.waybill.intake.FeedName;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The target of all watched systems: the user's own database, or the embedded one. Opened, it can be reached and has an up-to-date
 * ledger.
 */
public final class OpenTarget implements AutoCloseable {
    private final EmbeddedDatabase embedded;
    private final Target target;

    private OpenTarget(EmbeddedDatabase embedded, Target target) {
        this.embedded = embedded;
        this.target = target;
    }

    /**
     * Opens it.
     *
     * @param feeds all that are watched
     * @throws SettingsException when their systems have different targets
     * @throws TargetUnavailableException when the database cannot be used
     */
    public static OpenTarget of(Settings settings, List<FeedName> feeds) {
        OpenTarget target = at(settings, feeds);
        try {
            target.open();
            return target;
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * Starts the embedded database when it is that; one of the user's own may be away.
     *
     * @throws SettingsException when the systems have different targets
     * @throws TargetUnavailableException when the embedded database cannot be started
     */
    static OpenTarget at(Settings settings, List<FeedName> feeds) {
        Optional<TargetSettings> place = place(settings, feeds);
        String name = feeds.isEmpty() ? "waybill" : feeds.get(0).system();
        if (place.isPresent()) {
            return new OpenTarget(null, Target.at(name, place.get()));
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(settings.data());
        try {
            return new OpenTarget(embedded, Target.at(name, embedded));
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /**
     * Reaches it and brings its ledger up to date.
     *
     * @throws TargetUnavailableException when it cannot be used; whether that may pass is said by it
     */
    void open() {
        target.reach();
        target.migrate();
    }

    /**
     * Sees whether it can be reached; the embedded database is started again when it has ended.
     *
     * @throws TargetUnavailableException when not, saying why
     */
    void reach() {
        if (embedded != null) {
            embedded.revive();
        }
        target.reach();
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
