package io.waybill.lino.restore;

import io.waybill.delivery.Catalogue;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.format.lino.RestoreScript;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.migration.MigrationStep;
import io.waybill.lino.migration.MigrationSteps;
import io.waybill.lino.migration.SiteVersion;
import io.waybill.lino.migration.table.TargetTable;
import io.waybill.model.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Finds the steps that a dump of another version needs, and describes the target's tables to them. */
final class MigrationPath {
    private static final Set<String> OF_TABLES =
            Set.of("missing-table", "unknown-column", "missing-value", "missing-column", "unusable-table");

    private MigrationPath() {}

    /**
     * The steps, in their order.
     *
     * @param steps folder of the step files
     * @param notices gets what people should know
     * @return empty when the dump has the target's version, or one of the two is not known
     * @throws BrokenFileException when no steps lead to the target's version, or a step file is wrong
     */
    static List<MigrationStep> of(RestoreScript script, LinoConfig config, Path steps, Consumer<Notice> notices) {
        if (config.version() == null) {
            return List.of();
        }
        Optional<String> version = script.version();
        if (version.isEmpty()) {
            notices.accept(new Notice(
                    "unknown-version",
                    "The dump does not say which version it has. It is read as one of version " + config.version()
                            + ", the target's: no step of migration is applied.",
                    1));
            return List.of();
        }
        SiteVersion from = SiteVersion.of(version.get());
        SiteVersion to = SiteVersion.of(config.version());
        if (from.equals(to)) {
            return List.of();
        }
        List<MigrationStep> path = read(steps).path(Optional.ofNullable(config.application()), from, to);
        notices.accept(new Notice(
                "migrated",
                "The dump is of version " + from + " and is migrated to " + to + " by the steps "
                        + String.join(
                                ", ", path.stream().map(MigrationStep::toString).toList()) + ".",
                path.size()));
        return path;
    }

    /**
     * What a dump needs that does not fit, while steps begin at its version and nobody has set which version the target has.
     *
     * @param differences what keeps the dump from being delivered
     * @return empty when the version is set, no step begins at the dump's, or its tables fit
     */
    static Optional<Fault> missingVersion(
            RestoreScript script, LinoConfig config, Path folder, List<Fault> differences) {
        if (config.version() != null
                || script.version().isEmpty()
                || differences.stream().noneMatch(fault -> OF_TABLES.contains(fault.rule()))) {
            return Optional.empty();
        }
        SiteVersion from = SiteVersion.of(script.version().get());
        List<MigrationStep> begun = read(folder).all().stream()
                .filter(step -> step.from().equals(from))
                .filter(step ->
                        config.application() == null || config.application().equals(step.application()))
                .toList();
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        String settings = begun.stream()
                .map(step -> "application: " + step.application() + " and version: " + step.to())
                .distinct()
                .collect(Collectors.joining(", or "));
        return Optional.of(Fault.ofFile(
                Position.of("lino.yaml"),
                "missing-version",
                "no version",
                "the version that the target's tables belong to, because the dump has version " + from
                        + " and its tables do not fit",
                "Steps of migration begin there, and none is applied. Set " + settings
                        + " in config/lino.yaml, or a later version that steps lead to, and start Waybill again."));
    }

    private static MigrationSteps read(Path folder) {
        try {
            return MigrationSteps.read(folder);
        } catch (IllegalArgumentException e) {
            throw new BrokenFileException(Fault.ofFile(
                    Position.of("restore.py"),
                    "wrong-step",
                    "a dump of another version",
                    "steps of migration without mistakes",
                    e.getMessage()));
        }
    }

    /** The tables of the target, as steps need to know them. */
    static List<TargetTable> tables(Catalogue catalogue) {
        return TargetTable.of(catalogue.tables().values());
    }
}
