package io.waybill.lino.migration.draft;

import static java.util.Objects.requireNonNull;

import io.waybill.format.lino.RestoreScript;
import io.waybill.lino.migration.table.ColumnName;
import io.waybill.lino.migration.table.InterimTables;
import io.waybill.lino.record.SourceRows;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a dump's script says of its site.
 *
 * @param version of the site's application; empty when the script does not say
 * @param application the package of the site's settings, which is mostly the application's name; empty when the script does not say
 * @param tables and languages
 * @param choices the list that a column's values are from, as the script's comments name it
 */
public record ScriptedSite(
        Optional<String> version, Optional<String> application, InterimTables tables, Map<ColumnName, String> choices) {
    public ScriptedSite {
        requireNonNull(version, "version");
        requireNonNull(application, "application");
        requireNonNull(tables, "tables");
        choices = Collections.unmodifiableMap(new TreeMap<>(choices));
    }

    /** What a script says. */
    public static ScriptedSite of(RestoreScript script) {
        Map<ColumnName, String> choices = new TreeMap<>();
        script.functions()
                .values()
                .forEach(function -> function.choices()
                        .forEach((column, list) -> choices.put(new ColumnName(function.table(), column), list)));
        return new ScriptedSite(
                script.version(),
                script.settings().map(settings -> settings.replaceFirst("\\..*", "")),
                InterimTables.of(new SourceRows(script).tables(), script.languages()),
                choices);
    }
}
