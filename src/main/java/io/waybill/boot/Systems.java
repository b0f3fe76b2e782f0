package io.waybill.boot;

import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.backup.RestoreNotices;
import io.waybill.delivery.naming.NameTemplate;
import io.waybill.delivery.naming.Plurals;
import io.waybill.delivery.undo.UndoNotices;
import io.waybill.intake.OptionNames;
import io.waybill.lino.LinoSystem;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.FeedName;
import io.waybill.school.SchoolSystem;
import io.waybill.settings.HomeFolder;
import io.waybill.settings.SettingNames;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.FeedGuide;
import io.waybill.system.WaybillSystem;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The systems that Waybill knows: its own, listed here and nowhere else, and those of jars in {@code lib/ext/}. */
public final class Systems {
    private static final String NAME = "[a-z][a-z0-9-]*";

    private final List<WaybillSystem> all;
    private final ClassLoader classes;

    private Systems(List<WaybillSystem> all, ClassLoader classes) {
        this.all = List.copyOf(all);
        this.classes = classes;
    }

    /** Waybill's own systems: one line each. */
    private static List<WaybillSystem> own() {
        return List.of(
                new TimetableSystem(), //
                new MerlinSystem(), //
                new LinoSystem(), //
                new SchoolSystem());
    }

    /**
     * All systems that there are, whether they are on or not: Waybill's own first.
     *
     * @throws SettingsException when two have the same name, one has a name that cannot be, or a jar in {@code lib/ext/} cannot be used
     */
    public static Systems installed() {
        return installed(HomeFolder.extensions());
    }

    private static Systems installed(List<Path> extensions) {
        List<Path> jars = extensions.stream().flatMap(Systems::jars).toList();
        ClassLoader classes = Systems.class.getClassLoader();
        if (!jars.isEmpty()) {
            classes = new URLClassLoader(jars.stream().map(Systems::url).toArray(URL[]::new), classes);
        }
        List<WaybillSystem> all = new ArrayList<>(own());
        try {
            ServiceLoader.load(WaybillSystem.class, classes).forEach(all::add);
        } catch (ServiceConfigurationError e) {
            throw new SettingsException("A system in lib/ext/ cannot be loaded (" + e.getMessage()
                    + "): use a version of its jar that was made for this Waybill, or take the jar out.");
        }
        requireNames(all);
        return new Systems(all, classes);
    }

    /**
     * The systems that are on: those with a file {@code <name>.camel.yaml} in the folder of the routes.
     *
     * @throws SettingsException as {@link #installed()}; and when a setting, or a file in the folder of the configuration or of the
     *     routes, has a name that belongs to no installed system
     */
    public static Systems on(Settings settings) {
        Systems installed = installed(HomeFolder.extensions(settings.home()));
        SettingNames.of(installed.names())
                .and(installed.all.stream()
                        .flatMap(system -> system.settings().stream())
                        .toList())
                .require(settings.source());
        ConfigFiles.require(settings.config(), installed);
        RouteFiles.requireNames(settings.routes(), installed.names());
        return new Systems(
                installed.all.stream()
                        .filter(system ->
                                Files.isRegularFile(settings.routes().resolve(system.name() + RouteFiles.ENDING)))
                        .toList(),
                installed.classes);
    }

    /** The systems, Waybill's own first. */
    public List<WaybillSystem> all() {
        return all;
    }

    /** Their names, in the same order. */
    public List<String> names() {
        return all.stream().map(WaybillSystem::name).toList();
    }

    /** What their feeds take, system by system. */
    public List<FeedGuide> guides() {
        return all.stream().flatMap(system -> system.feeds().stream()).toList();
    }

    /** All their feeds, in their order. */
    public List<FeedName> feeds() {
        return guides().stream().map(FeedGuide::feed).toList();
    }

    /** The feeds that judge archives themselves. */
    public Set<FeedName> archiveFeeds() {
        return guides().stream()
                .filter(FeedGuide::archives)
                .map(FeedGuide::feed)
                .collect(Collectors.toSet());
    }

    /** The options that their drops may have. */
    public OptionNames optionNames() {
        return new OptionNames(all.stream().collect(Collectors.toMap(WaybillSystem::name, WaybillSystem::optionNames)));
    }

    /**
     * Reads what a system is configured with.
     *
     * @throws SettingsException when a file of its configuration is wrong
     */
    public static void check(WaybillSystem system, Settings settings) {
        try {
            system.check(settings);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage());
        }
    }

    /**
     * What rows are called, by table, in all of them.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when a mapping file is wrong
     */
    public Map<String, NameTemplate> rowNames(Settings settings) {
        Map<String, NameTemplate> names = new LinkedHashMap<>();
        all.forEach(system -> names.putAll(system.rowNames(settings)));
        return names;
    }

    /** What people should know about an undo, by system. */
    Map<String, UndoNotices> undoNotices() {
        return all.stream().collect(Collectors.toMap(WaybillSystem::name, WaybillSystem::undoNotices));
    }

    /** What people should know about a restored backup, by system. */
    Map<String, RestoreNotices> restoreNotices() {
        return all.stream().collect(Collectors.toMap(WaybillSystem::name, WaybillSystem::restoreNotices));
    }

    /**
     * What records and rows are called where many of them are spoken of, by system.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when a mapping file is wrong
     */
    Map<String, Plurals> plurals(Settings settings) {
        return all.stream().collect(Collectors.toMap(WaybillSystem::name, system -> system.plurals(settings)));
    }

    /**
     * The columns of all of them whose values nobody is shown.
     *
     * @throws IllegalArgumentException with a sentence for the operator, when a mapping file is wrong
     */
    public SecretColumns secretColumns(Settings settings) {
        return all.stream()
                .map(system -> system.secretColumns(settings))
                .reduce(SecretColumns.NONE, SecretColumns::and);
    }

    /** Loads the classes of all of them, those of jars too. */
    ClassLoader classes() {
        return classes;
    }

    private static Stream<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new SettingsException("The folder " + folder
                    + " cannot be read: give the account that runs Waybill the right to read it.");
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new SettingsException("The jar " + jar + " cannot be loaded: move it to another folder.");
        }
    }

    private static void requireNames(List<WaybillSystem> all) {
        Map<String, WaybillSystem> byName = new LinkedHashMap<>();
        for (WaybillSystem system : all) {
            if (!system.name().matches(NAME)) {
                throw new SettingsException("The name of the system " + describe(system) + " is '" + system.name()
                        + "', expected a lower-case word such as payroll: take its jar out of lib/ext/.");
            }
            WaybillSystem other = byName.put(system.name(), system);
            if (other != null) {
                throw new SettingsException("Two systems are named " + system.name() + ": " + describe(other) + " and "
                        + describe(system) + ". Take the jar of one of them out of lib/ext/.");
            }
        }
    }

    /** Its class, and the jar that it is from. */
    private static String describe(WaybillSystem system) {
        CodeSource source = system.getClass().getProtectionDomain().getCodeSource();
        return system.getClass().getName()
                + (source == null ? "" : " (" + source.getLocation().getPath() + ")");
    }
}
