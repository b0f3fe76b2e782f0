package io.waybill.boot;

import io.waybill.database.EmbeddedDatabase;
import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TargetUnavailableException;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The target of all systems that are on: the user's own database, or the embedded one. Once it is open it can be reached and has an
 * up-to-date ledger.
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
     * @param systems that are on
     * @throws SettingsException when their systems have different targets
     * @throws TargetUnavailableException when the database cannot be used
     */
    public static OpenTarget of(Settings settings, Systems systems) {
        OpenTarget target = at(settings, systems);
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
    static OpenTarget at(Settings settings, Systems systems) {
        Optional<TargetSettings> place = place(settings, systems);
        String name = name(settings, systems);
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
     * @throws TargetUnavailableException when it cannot be used; the exception says whether that may pass
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

    /**
     * The target as it is, to be examined: nothing in it is changed, and it may be out of reach.
     *
     * @return empty when it is an embedded database that has not been made yet
     * @throws SettingsException when the systems have different targets
     * @throws TargetUnavailableException when the embedded database cannot be started
     */
    public static Optional<OpenTarget> asItIs(Settings settings, Systems systems) {
        return mayExist(settings, systems) ? Optional.of(at(settings, systems)) : Optional.empty();
    }

    /** Whether there is a ledger to read, as far as can be said without starting a database. */
    public static boolean mayExist(Settings settings, Systems systems) {
        return place(settings, systems).isPresent()
                || Files.exists(settings.data().resolve("postgres").resolve("connection.properties"));
    }

    public Target target() {
        return target;
    }

    /** Why a system delivers into this database: the setting that names it, or that there is none. */
    static String reason(Settings settings, Systems systems, String system) {
        String own = setting(system);
        if (settings.target(system).isPresent()) {
            return own;
        }
        return systems.names().stream()
                .filter(other -> settings.target(other).isPresent())
                .findFirst()
                .map(other -> setting(other) + ", because " + own + " is not set")
                .orElse("because " + own + " is not set");
    }

    private static String setting(String system) {
        return "waybill.target." + system + ".url";
    }

    @Override
    public void close() {
        target.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    /**
     * A data folder has one ledger, one sequence of numbers and one work folder, so all its systems share one database; a system whose
     * target is not set shares that of the others.
     */
    private static Optional<TargetSettings> place(Settings settings, Systems systems) {
        Map<String, TargetSettings> places = new LinkedHashMap<>();
        for (String system : systems.names()) {
            settings.target(system).ifPresent(place -> places.put(system, place));
        }
        if (places.values().stream().distinct().count() > 1) {
            throw new SettingsException("The systems " + places.keySet()
                    + " have different targets: give all of them the same waybill.target.<system>.url, or serve them from"
                    + " different data folders.");
        }
        return places.values().stream().findFirst();
    }

    /** The name of the target in messages: that of the system whose setting it is. */
    private static String name(Settings settings, Systems systems) {
        return systems.names().stream()
                .filter(system -> settings.target(system).isPresent())
                .findFirst()
                .orElse(systems.names().stream().findFirst().orElse("waybill"));
    }
}
