package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * How and when Timetable is refreshed by itself: the settings {@code waybill.refresh.timetable.*}.
 *
 * @param enabled off by default
 * @param cron Quartz cron expression of the runs
 * @param zone in which the expression is read
 * @param catchUp whether a run that fell due while Waybill was not running is made up for
 * @param source where dumps come from
 * @param folder where dumps arrive, for source {@code folder}; empty path otherwise
 * @param files glob of the dumps in that folder
 * @param command shell command that writes a dump to its standard output, for source {@code command}; empty otherwise
 * @param timeout after which such a command is given up
 */
public record RefreshConfig(
        boolean enabled,
        String cron,
        ZoneId zone,
        boolean catchUp,
        Source source,
        Path folder,
        String files,
        String command,
        Duration timeout) {
    /** Where a dump can come from. */
    public enum Source {
        FOLDER,
        COMMAND,
        DATABASE
    }

    /** When the next run is due after an instant; empty when never, or when no runs are wanted. */
    public Optional<Instant> nextAfter(Instant instant) {
        if (!enabled) {
            return Optional.empty();
        }
        try {
            CronExpression expression = new CronExpression(cron);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(instant)))
                    .map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("the settings were checked: " + cron, e);
        }
    }

    /** Where its dump comes from, as people are told. */
    public String description() {
        return switch (source) {
            case FOLDER -> "the newest file " + files + " in " + folder;
            case COMMAND -> "what the dump command writes";
            case DATABASE -> "the Live database itself";
        };
    }

    public RefreshConfig {
        requireNonNull(cron, "cron");
        requireNonNull(zone, "zone");
        requireNonNull(source, "source");
        requireNonNull(folder, "folder");
        requireNonNull(files, "files");
        requireNonNull(command, "command");
        requireNonNull(timeout, "timeout");
    }
}
