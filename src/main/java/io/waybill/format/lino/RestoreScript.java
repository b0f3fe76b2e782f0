package io.waybill.format.lino;

import io.waybill.format.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code restore.py} says of a dump.
 *
 * @param generation of the format
 * @param version of the site that wrote the dump; empty when the site has none, or the script does not say
 * @param settings the site's settings module as the header names it; empty in old dumps
 * @param zone the time zone of the site as the header names it
 * @param times how the times of the dump are meant
 * @param languages of the site, the first being its own; at least one unless no text is in several languages
 * @param models the full names of the models, such as {@code contacts.Partner}, by the variable that stands for each
 * @param functions by the name of their table, in the order of the script
 * @param files of the dump, in the order in which the script loads them, each with the place where it does
 * @param skippedFiles that somebody commented out
 * @param notDumped tables that the site could not dump, after an error of its database
 * @param reached of a dump of one file the functions whose rows are loaded; empty otherwise
 * @param edits changes by hand
 */
public record RestoreScript(
        Generation generation,
        Optional<String> version,
        Optional<String> settings,
        Zone zone,
        Times times,
        List<String> languages,
        Map<String, String> models,
        Map<String, CreateFunction> functions,
        Map<String, Position> files,
        List<String> skippedFiles,
        List<String> notDumped,
        Set<String> reached,
        List<ScriptEdit> edits) {

    /**
     * The time zone of the site that wrote the dump.
     *
     * @param stated whether the header mentions it at all
     * @param name such as {@code Europe/Tallinn}; empty when the header says that the site has none
     */
    public record Zone(boolean stated, Optional<String> name) {}

    /** How {@code dt} makes a point in time of its numbers, when the site uses time zones. */
    public enum Times {
        /** They are given in UTC: until July 2016, and since December 2017. */
        UTC,
        /** They are wall time in the zone of the header: from July 2016 to December 2017. */
        ZONE
    }
}
