package io.waybill.lino;

import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.RestoreOptions;
import io.waybill.model.FeedName;
import io.waybill.system.FeedGuide;
import io.waybill.system.FeedGuide.Option;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Describes Lino's feeds and their options for people. */
public final class LinoGuide {
    /** Dumps that are restored. */
    public static final FeedName RESTORE = new FeedName(LinoConfig.SYSTEM, "restore");

    /** Plans of repairs, with their dumps or after them. */
    public static final FeedName REPAIR = new FeedName(LinoConfig.SYSTEM, "repair");

    private LinoGuide() {}

    /** One entry per feed. */
    public static List<FeedGuide> feeds() {
        return List.of(restore(), repair());
    }

    private static FeedGuide restore() {
        return new FeedGuide(
                RESTORE,
                "A dump of a site (dump2py), as a zip or tar.gz of its folder: afterwards the tables hold exactly what the dump has. Nothing in it is"
                        + " executed. A mended rejects.csv: its rows are added.",
                List.of(),
                Stream.concat(
                                ofDumps().stream(),
                                Stream.of(
                                        Option.text(
                                                RestoreOptions.ACCEPT_LOSS,
                                                "How many rows may be rejects without anybody's approval; none unless you say so"),
                                        Option.text(
                                                RestoreOptions.SKIP, "Tables that are left out, separated by commas"),
                                        Option.choice(
                                                RestoreOptions.WAY,
                                                "How the tables are replaced: in a copy beside them that then takes their place, or in place",
                                                Arrays.stream(RestoreOptions.Way.values())
                                                        .map(RestoreOptions.Way::word)
                                                        .toList())))
                        .toList(),
                true);
    }

    private static FeedGuide repair() {
        return new FeedGuide(
                REPAIR,
                "A plan in YAML that says which rows of a dump are restored where the site has lost them; alone, where its dumps were dropped"
                        + " before, or as a zip together with them. A dump alone is kept for later plans.",
                List.of(),
                ofDumps(),
                true);
    }

    /** How a dump is to be read where it does not say so itself. */
    private static List<Option> ofDumps() {
        return List.of(
                Option.choice(
                        RestoreOptions.USE_TZ,
                        "Whether the site stored points in time (USE_TZ); needed where the dump does not say so",
                        List.of("true", "false")),
                Option.text(
                        RestoreOptions.ZONE,
                        "Time zone of the site, such as Europe/Tallinn; the dump names it unless it is older than 2016"),
                Option.choice(
                        RestoreOptions.ENCODING,
                        "Encoding of the dump's files; UTF-8 unless you choose",
                        List.of("utf-8", "latin-1", "cp1252")));
    }
}
