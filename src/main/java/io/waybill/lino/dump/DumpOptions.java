package io.waybill.lino.dump;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a site is dumped.
 *
 * @param languages of the site, its own first; none when they are not known: then each column is written by itself
 * @param version of the site's application, for the dump's header
 * @param zone of a site that has {@code USE_TZ = False}: times are written as local times there; empty for UTC
 * @param maxRowCount how many rows a file has at most
 * @param tables the table of a model, by its full name, where it is not named after the model or the letters of the name are known
 */
public record DumpOptions(
        List<String> languages,
        Optional<String> version,
        Optional<ZoneId> zone,
        int maxRowCount,
        Map<String, String> tables) {
    /** As {@code dump2py} has it when nothing else is said. */
    public static final int USUAL_ROW_COUNT = 50_000;

    public DumpOptions {
        languages = List.copyOf(languages);
        requireNonNull(version, "version");
        requireNonNull(zone, "zone");
        tables = Map.copyOf(tables);
        if (maxRowCount < 1) {
            throw new IllegalArgumentException("Files of " + maxRowCount + " rows");
        }
    }

    /** What {@code dt(…)} is in the dump, as PostgreSQL names the zone. */
    String sessionZone() {
        return zone.map(ZoneId::getId).orElse("UTC");
    }
}
