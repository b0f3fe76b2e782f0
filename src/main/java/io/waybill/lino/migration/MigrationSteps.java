package io.waybill.lino.migration;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.system.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps that there are: a graph whose nodes are versions. Which version follows which is what the steps say, and nothing else. */
public final class MigrationSteps {
    private final List<MigrationStep> steps;

    private MigrationSteps(List<MigrationStep> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads the step files of a folder: all whose names end in {@code .yaml}.
     *
     * @param folder need not exist
     * @throws IllegalArgumentException with a line for each fault of all files
     */
    public static MigrationSteps read(Path folder) {
        List<MigrationStep> steps = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                steps.add(MigrationStep.read(file));
            } catch (BrokenFileException e) {
                e.faults().forEach(fault -> faults.add(fault.sentence()));
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        faults.addAll(twins(folder, steps));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return new MigrationSteps(steps);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Two files for one step: nobody could say which is meant. */
    private static List<String> twins(Path folder, List<MigrationStep> steps) {
        List<String> faults = new ArrayList<>();
        Map<List<Object>, MigrationStep> known = new HashMap<>();
        for (MigrationStep step : steps) {
            MigrationStep twin = known.putIfAbsent(List.of(step.application(), step.from(), step.to()), step);
            if (twin != null) {
                faults.add(folder.resolve(step.text().file()) + ": found the step " + step + " of " + step.application()
                        + ", expected each step once; " + twin.text().file() + " has the same one.");
            }
        }
        return faults;
    }

    /** All of them, in the order of their files. */
    public List<MigrationStep> all() {
        return steps;
    }

    /**
     * Which versions of dumps the steps migrate, and what is odd about them.
     *
     * @param application whose versions these are; null when that is not set
     * @param version of the target; null when that is not set, so that no step is applied
     * @return empty when there are no steps and no version
     */
    public Optional<Remark> remark(String application, String version) {
        if (version == null) {
            return steps.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Remark(
                            "The configuration does not say which version the site has: "
                                    + (steps.size() == 1
                                            ? "the one step of migration that there is, " + steps.get(0)
                                                    + ", is not applied."
                                            : "none of the " + steps.size() + " steps of migration is applied."),
                            false));
        }
        List<MigrationStep> own = steps.stream()
                .filter(step -> step.application().equals(application))
                .toList();
        Set<SiteVersion> leading = leadingTo(SiteVersion.of(version), own);
        List<String> others = own.stream()
                .filter(step -> !leading.contains(step.from()))
                .map(MigrationStep::toString)
                .toList();
        Map<Boolean, List<List<List<MigrationStep>>>> ways = leading.stream()
                .map(from -> shortest(own, from, SiteVersion.of(version)))
                .collect(Collectors.partitioningBy(paths -> paths.size() == 1));
        String from = ways.get(true).stream()
                .map(paths -> paths.get(0).get(0).from().toString())
                .collect(Collectors.joining(", "));
        String migrated = from.isEmpty()
                ? "No steps of migration lead to version " + version + " of " + application
                        + (leading.isEmpty() ? "" : " in one way") + ": other dumps are refused."
                : "Dumps of " + application + " " + from + " are migrated to version " + version + ".";
        String several = ways.get(false).stream()
                .map(paths -> " Those of " + paths.get(0).get(0).from()
                        + " are refused, because several ways lead there: " + shown(paths) + ".")
                .collect(Collectors.joining());
        return Optional.of(new Remark(
                migrated
                        + several
                        + (others.isEmpty()
                                ? ""
                                : " These steps do not lead there: " + String.join(", ", others) + "."),
                several.isEmpty() && others.isEmpty()));
    }

    /** The versions from which steps lead to a version, the nearest ones first. */
    private static Set<SiteVersion> leadingTo(SiteVersion to, List<MigrationStep> steps) {
        Set<SiteVersion> found = new LinkedHashSet<>();
        Deque<SiteVersion> waiting = new ArrayDeque<>(List.of(to));
        while (!waiting.isEmpty()) {
            SiteVersion version = waiting.remove();
            steps.stream()
                    .filter(step -> step.to().equals(version))
                    .map(MigrationStep::from)
                    .filter(from -> !from.equals(to) && found.add(from))
                    .forEach(waiting::add);
        }
        return found;
    }

    /**
     * The steps from one version to another, in their order: as few as possible.
     *
     * @param application whose versions these are; empty for any, as a dump does not say whose it is
     * @param from the version of the dump
     * @param to the version of the target
     * @return empty when the two are the same
     * @throws BrokenFileException when no steps lead there, or when as few lead there in different ways
     */
    public List<MigrationStep> path(Optional<String> application, SiteVersion from, SiteVersion to) {
        List<MigrationStep> own = steps.stream()
                .filter(step -> application.isEmpty() || application.get().equals(step.application()))
                .toList();
        List<List<MigrationStep>> paths = shortest(own, from, to);
        if (paths.isEmpty()) {
            throw refusal(
                    "no-migration",
                    "version " + from,
                    "version " + to + ", which the target has, or steps that lead there",
                    existing(own, application));
        }
        if (paths.size() > 1) {
            throw refusal(
                    "several-migrations",
                    "several ways from version " + from + " to " + to + ": " + shown(paths),
                    "one way with the fewest steps",
                    "Remove one of the step files, or add one that leads there directly.");
        }
        return paths.get(0);
    }

    /** The ways with the fewest steps from one version to another; two of them, when there are several. */
    private static List<List<MigrationStep>> shortest(List<MigrationStep> own, SiteVersion from, SiteVersion to) {
        Map<SiteVersion, Integer> distances = new LinkedHashMap<>(Map.of(from, 0));
        Map<SiteVersion, List<MigrationStep>> arrivals = new HashMap<>();
        Deque<SiteVersion> waiting = new ArrayDeque<>(List.of(from));
        while (!waiting.isEmpty()) {
            SiteVersion version = waiting.remove();
            for (MigrationStep step : own) {
                if (step.from().equals(version)) {
                    int distance = distances.get(version) + 1;
                    Integer known = distances.putIfAbsent(step.to(), distance);
                    if (known == null) {
                        waiting.add(step.to());
                    }
                    if (known == null || known == distance) {
                        arrivals.computeIfAbsent(step.to(), key -> new ArrayList<>())
                                .add(step);
                    }
                }
            }
        }
        List<List<MigrationStep>> paths = new ArrayList<>();
        if (distances.containsKey(to)) {
            paths(from, to, arrivals, new ArrayDeque<>(), paths);
        }
        return paths;
    }

    /** Walks back from a version to the beginning; two ways are enough to know that there are several. */
    private static void paths(
            SiteVersion from,
            SiteVersion to,
            Map<SiteVersion, List<MigrationStep>> arrivals,
            Deque<MigrationStep> behind,
            List<List<MigrationStep>> paths) {
        if (to.equals(from)) {
            paths.add(List.copyOf(behind));
            return;
        }
        for (MigrationStep step : arrivals.get(to)) {
            if (paths.size() < 2) {
                behind.push(step);
                paths(from, step.from(), arrivals, behind, paths);
                behind.pop();
            }
        }
    }

    private static String shown(List<List<MigrationStep>> paths) {
        return paths.stream()
                .map(path -> path.get(0).from()
                        + path.stream().map(step -> " → " + step.to()).collect(Collectors.joining()))
                .collect(Collectors.joining("; "));
    }

    private static String existing(List<MigrationStep> own, Optional<String> application) {
        String whose = application.map(name -> " of " + name).orElse("");
        String known = own.isEmpty()
                ? "There are no steps" + whose + "."
                : "There are the steps "
                        + own.stream().map(MigrationStep::toString).collect(Collectors.joining(", ")) + whose + ".";
        return known + " Write those that are missing, into the folder of the migrations.";
    }

    private static BrokenFileException refusal(String rule, String found, String expected, String advice) {
        return new BrokenFileException(Fault.ofFile(Position.of("restore.py"), rule, found, expected, advice));
    }
}
