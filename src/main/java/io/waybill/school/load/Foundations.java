package io.waybill.school.load;

import io.waybill.delivery.OvertakenException;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.source.LoadFrame;
import io.waybill.school.source.SourceValues;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * What a calendar has to have before people and lessons can be in it: sources, categories of events, eras, settings. What is missing is made
 * and reported. Then the working table {@code frame} is filled.
 */
final class Foundations {
    private final SchoolLoad load;
    private final String target;
    private final LocalDate today;

    /**
     * @param target the database, for messages
     */
    Foundations(SchoolLoad load, String target, LocalDate today) {
        this.load = load;
        this.target = target;
        this.today = today;
    }

    void lay() throws SQLException {
        SchoolSql sql = load.sql();
        SchoolConfig config = load.config();
        String source = load.source();
        String previous = config.previousSource();
        boolean settings = sql.number(Foundations.class, "settings-there.sql") > 0;
        String[] sources = settings || previous == null || previous.equals(source)
                ? new String[] {source}
                : new String[] {source, previous};
        made(sql.update(Foundations.class, "make-datasources.sql", (Object) sources), "sources of people");
        made(
                sql.update(Foundations.class, "make-eventsources.sql", (Object) new String[] {source}),
                "sources of events");
        made(
                sql.update(Foundations.class, "make-eventcategories.sql", (Object)
                        config.categories().toArray(new String[0])),
                "categories of events");
        if (!settings) {
            made(
                    sql.update(
                            Foundations.class,
                            "make-eras.sql",
                            config.year().name(),
                            config.year().first(),
                            config.year().last(),
                            config.perpetual().name(),
                            config.perpetual().first()),
                    "eras");
            made(
                    sql.update(
                            Foundations.class,
                            "make-settings.sql",
                            config.year().name(),
                            config.perpetual().name(),
                            source,
                            previous),
                    "settings");
        }
        LoadFrame frame = load.frame();
        sql.update(
                Foundations.class,
                "fill-frame.sql",
                frame.start(),
                today,
                SourceValues.ZONE.getId(),
                load.options().convert(),
                load.options().setlists(),
                load.era(),
                source,
                source);
        sql.run(Foundations.class, "frame-ready.sql");
        List<LoadFrame> days = sql.query(
                Foundations.class,
                "frame-days.sql",
                row -> new LoadFrame(
                        frame.start(),
                        row.getObject("era_first", LocalDate.class),
                        row.getObject("era_last", LocalDate.class),
                        frame.ahead()));
        if (!days.equals(List.of(frame))) {
            // Somebody has changed eras or settings while the export was read.
            throw new OvertakenException(target);
        }
    }

    private void made(long rows, String what) {
        load.notice(
                "made-missing",
                rows,
                rows == 1
                        ? "The calendar lacked one of its " + what + ": it is made."
                        : "The calendar lacked " + rows + " of its " + what + ": they are made.");
    }
}
