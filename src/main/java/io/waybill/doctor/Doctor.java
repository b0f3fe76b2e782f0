package io.waybill.doctor;

import static java.util.Objects.requireNonNull;

import io.waybill.database.Target;
import io.waybill.database.TargetSettings;
import io.waybill.database.TargetUnavailableException;
import io.waybill.refresh.RefreshConfig;
import io.waybill.refresh.RefreshSettings;
import io.waybill.refresh.RefreshSource;
import io.waybill.settings.Settings;
import io.waybill.system.Remark;
import io.waybill.system.WaybillSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for everything that Waybill needs and does not have, and says what mends it. Changes nothing, neither here nor in a database. */
public final class Doctor {
    private final Settings settings;
    private final List<WaybillSystem> systems;
    private final Clock clock;

    /** @param systems that are on */
    public Doctor(Settings settings, List<WaybillSystem> systems, Clock clock) {
        this.settings = requireNonNull(settings, "settings");
        this.systems = List.copyOf(systems);
        this.clock = requireNonNull(clock, "clock");
    }

    /** This machine: the language of file names, the folders, the disk, files with passwords. */
    public List<Finding> machine() {
        return new MachineExamination(settings, systems).findings();
    }

    /** What the systems' configuration leads to, beyond what is wrong with it. */
    public List<Finding> configuration() {
        List<Finding> findings = new ArrayList<>();
        for (WaybillSystem system : systems) {
            for (Remark remark : system.remarks(settings)) {
                findings.add(
                        remark.usual()
                                ? Finding.well(system.name(), remark.sentence())
                                : Finding.note(system.name(), remark.sentence(), ""));
            }
        }
        return findings;
    }

    /** The database that is delivered into, and the ledger in it. What breaks off is tried once more. */
    public List<Finding> target(Target target) {
        List<Finding> findings = new ArrayList<>();
        try {
            examine(target, findings);
        } catch (TargetUnavailableException first) {
            findings.clear();
            try {
                examine(target, findings);
            } catch (TargetUnavailableException second) {
                findings.add(Finding.missing("database", second.getMessage(), ""));
            }
        }
        return findings;
    }

    private void examine(Target target, List<Finding> findings) {
        target.reach();
        try (Connection connection = target.connect()) {
            DatabaseFacts facts = new DatabaseExamination(target, connection, settings, clock).examine(findings);
            new LedgerExamination(target, connection, facts).examine(findings);
            new RightsExamination(connection, facts, systems, settings).examine(findings);
        } catch (SQLException e) {
            throw target.unavailable(e);
        }
    }

    /** The databases that scheduled refreshes read from, where one is enabled. */
    public List<Finding> sources() {
        List<Finding> findings = new ArrayList<>();
        for (WaybillSystem system : systems) {
            source(system).ifPresent(database -> examine(system, database, findings));
        }
        return findings;
    }

    private Optional<TargetSettings> source(WaybillSystem system) {
        Optional<RefreshConfig> refresh = system.refresh().map(feed -> RefreshSettings.read(settings, feed));
        return refresh.filter(config -> config.enabled() && config.source() instanceof RefreshSource.Database)
                .flatMap(config -> settings.database(RefreshSettings.prefix(system.name()) + "database"));
    }

    private void examine(WaybillSystem system, TargetSettings database, List<Finding> findings) {
        String subject = "refresh";
        try (Target source = Target.open(system.name() + "-source", database);
                Connection connection = source.connect()) {
            DatabaseFacts facts = DatabaseFacts.read(connection);
            List<Finding> lacking = new ArrayList<>();
            RightsExamination.ofSource(connection, facts, system, settings).examine(lacking);
            lacking.stream()
                    .map(one -> new Finding(one.level(), subject, one.sentence(), one.mend()))
                    .forEach(findings::add);
        } catch (TargetUnavailableException e) {
            findings.add(Finding.missing(subject, e.getMessage(), ""));
        } catch (SQLException e) {
            findings.add(Finding.missing(
                    subject,
                    "The database that " + system.name() + " is refreshed from cannot be examined: " + e.getMessage()
                            + ".",
                    ""));
        }
    }
}
