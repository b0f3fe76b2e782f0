package io.waybill.settings;

import io.waybill.format.NearestName;
import io.waybill.model.CrashPoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The names that settings may have. A misspelt name would leave a setting at its default without a word, and the default of a target is
 * the embedded database: so an unknown name is refused.
 */
public final class SettingNames {
    private static final String PREFIX = "waybill.";
    private static final String ROOT = "waybill";

    /** A first word this far from {@code waybill}, in letters, is taken for a misspelling of it. */
    private static final int MOST_EDITS_OF_ROOT = 2;

    private static final List<String> OF_ENGINE = List.of(
            "waybill.home",
            "waybill.data",
            "waybill.settle",
            "waybill.ignore",
            "waybill.poll",
            "waybill.resume",
            "waybill.requests",
            "waybill.journal.keep",
            "waybill.old-tables.keep",
            "waybill.backup.folder",
            "waybill.backup.keep",
            "waybill.backup.keep-days",
            "waybill.checks.timeout",
            "waybill.four-eyes",
            "waybill.http.port",
            "waybill.http.patience",
            "waybill.desk.port",
            "waybill.desk.host",
            "waybill.desk.tls.key-store",
            "waybill.desk.tls.key-store-password",
            "waybill.desk.tls.key-store-password-file",
            "waybill.desk.behind-proxy",
            "waybill.desk.hosts",
            "waybill.desk.idle",
            "waybill.desk.session",
            "waybill.desk.largest-upload",
            "waybill.desk.viewers-see-values",
            "waybill.stop",
            "waybill.zone");

    private static final Set<String> OF_TESTS = Set.of(CrashPoints.PROPERTY, CrashPoints.HOLD, CrashPoints.HOLD_FILE);

    /** The % is the name of the system. */
    private static final List<String> OF_EACH_SYSTEM = List.of(
            "waybill.target.%.url",
            "waybill.target.%.user",
            "waybill.target.%.password",
            "waybill.target.%.password-file",
            "waybill.refresh.%.enabled",
            "waybill.refresh.%.feed",
            "waybill.refresh.%.cron",
            "waybill.refresh.%.catch-up",
            "waybill.refresh.%.source",
            "waybill.refresh.%.folder",
            "waybill.refresh.%.files",
            "waybill.refresh.%.set",
            "waybill.refresh.%.oldest",
            "waybill.refresh.%.smallest",
            "waybill.refresh.%.command",
            "waybill.refresh.%.web.url",
            "waybill.refresh.%.web.key",
            "waybill.refresh.%.web.key-file",
            "waybill.refresh.%.web.key-header",
            "waybill.refresh.%.web.key-parameter",
            "waybill.refresh.%.web.tries",
            "waybill.refresh.%.web.pause",
            "waybill.refresh.%.timeout",
            "waybill.refresh.%.database.url",
            "waybill.refresh.%.database.user",
            "waybill.refresh.%.database.password",
            "waybill.refresh.%.database.password-file");

    /** What container platforms set for a service that is named waybill: WAYBILL_SERVICE_HOST, WAYBILL_PORT=tcp://… and so on. */
    private static final Pattern SERVICE =
            Pattern.compile("WAYBILL_(.+_)?(SERVICE_(HOST|PORT(_.+)?)|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Set<String> known;

    private SettingNames(Set<String> known) {
        this.known = known;
    }

    /**
     * The names of the engine's settings, and of those that every system has.
     *
     * @param systems that are installed, by name
     */
    public static SettingNames of(Collection<String> systems) {
        Set<String> known = new TreeSet<>(OF_ENGINE);
        for (String system : systems) {
            OF_EACH_SYSTEM.forEach(name -> known.add(name.replace("%", system)));
        }
        return new SettingNames(known);
    }

    /** The same with more names. */
    public SettingNames and(Collection<String> more) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(more);
        return new SettingNames(all);
    }

    /**
     * Refuses settings whose names are unknown, wherever they were set, each with the known name that is nearest.
     *
     * @throws SettingsException when there are any
     */
    public void require(SettingsSource source) {
        List<String> sentences = new ArrayList<>();
        source.namesInFile().forEach(name -> ofFile(name).ifPresent(sentences::add));
        source.namesOnCommandLine().forEach(name -> ofCommandLine(name).ifPresent(sentences::add));
        source.namesInEnvironment().forEach(name -> ofEnvironment(name, source).ifPresent(sentences::add));
        if (!sentences.isEmpty()) {
            throw new SettingsException(String.join(" ", sentences));
        }
    }

    /** Other names may be Camel's, or placeholders of somebody's own routes; a misspelt {@code waybill} is neither. */
    private Optional<String> ofFile(String name) {
        int dot = name.indexOf('.');
        boolean own = isRoot(dot < 0 ? name : name.substring(0, dot)) || known.contains(PREFIX + name);
        return own && !known.contains(name)
                ? Optional.of("The setting " + name + " in config/application.properties is unknown: " + advice(name))
                : Optional.empty();
    }

    private Optional<String> ofCommandLine(String name) {
        boolean own = name.toLowerCase(Locale.ROOT).startsWith(PREFIX) || name.startsWith(inEnvironment(PREFIX));
        return own && !OF_TESTS.contains(name) && !known.contains(name)
                ? Optional.of("The setting in -D" + name + " is unknown: " + advice(asSetting(name)))
                : Optional.empty();
    }

    private Optional<String> ofEnvironment(String name, SettingsSource source) {
        if (!inEnvironment(name).startsWith(inEnvironment(PREFIX))
                || SERVICE.matcher(name).matches()
                || SERVICE_ADDRESS.matcher(source.inEnvironmentOf(name)).matches()
                || known.stream().anyMatch(each -> inEnvironment(each).equals(name))) {
            return Optional.empty();
        }
        return Optional.of("The environment variable " + name + " is none of Waybill's settings: "
                + nearest(asSetting(name))
                        .map(known -> "did you mean " + inEnvironment(known) + "?")
                        .orElse("docs/settings.md and config/application.properties list them.")
                + " Correct its name, or unset it.");
    }

    private String advice(String name) {
        return nearest(name)
                        .map(known -> "did you mean " + known + "?")
                        .orElse("docs/settings.md and config/application.properties list those that there are.")
                + " Correct its name, or take it out.";
    }

    /** All names begin alike: only what follows is compared. */
    private Optional<String> nearest(String name) {
        int dot = name.indexOf('.');
        boolean rooted = isRoot(name.substring(0, Math.max(dot, 0)));
        List<String> rests =
                known.stream().map(each -> each.substring(PREFIX.length())).toList();
        return NearestName.to(rooted ? name.substring(dot + 1) : name, rests).map(rest -> PREFIX + rest);
    }

    private static boolean isRoot(String word) {
        return LevenshteinDistance.getDefaultInstance().apply(word.toLowerCase(Locale.ROOT), ROOT)
                <= MOST_EDITS_OF_ROOT;
    }

    private static String asSetting(String name) {
        return name.replace('_', '.').toLowerCase(Locale.ROOT);
    }

    private static String inEnvironment(String name) {
        return SettingsSource.inEnvironment(name);
    }
}
