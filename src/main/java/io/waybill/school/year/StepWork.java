package io.waybill.school.year;

import io.waybill.delivery.Outcome;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.NearestName;
import io.waybill.format.Position;
import io.waybill.format.ShortList;
import io.waybill.model.Notice;
import io.waybill.school.group.GroupEnds;
import io.waybill.school.load.SchoolSql;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** Stages what one step changes, and tells it in the words that people of such calendars know. */
final class StepWork {
    /** So many rows are named in a sentence. */
    private static final int NAMED = 10;

    private final SchoolSql sql;
    private final Outcome outcome;
    private final String file;
    private final List<String> fed;
    private final LocalDate today;

    /**
     * @param fed sources of the feeds, as the calendar calls them
     * @param today the day on which the step was asked for
     */
    StepWork(SchoolSql sql, Outcome outcome, String file, List<String> fed, LocalDate today) {
        this.sql = sql;
        this.outcome = outcome;
        this.file = file;
        this.fed = fed;
        this.today = today;
    }

    /**
     * A row that no source has got.
     *
     * @param row by its kind and key
     * @param all how many there are
     */
    private record Unclaimed(String row, long all) {}

    /** The settings of the calendar, with names; eras and sources that it has not are null. */
    private record State(
            String current,
            LocalDate first,
            LocalDate last,
            String next,
            LocalDate nextFirst,
            String source,
            String previousSource) {}

    void take(YearStep step) throws SQLException {
        List<State> states = sql.query(
                StepWork.class,
                "state.sql",
                row -> new State(
                        row.getString("current"),
                        row.getObject("first", LocalDate.class),
                        row.getObject("last", LocalDate.class),
                        row.getString("next"),
                        row.getObject("next_first", LocalDate.class),
                        row.getString("source"),
                        row.getString("previous_source")));
        if (states.isEmpty()) {
            throw refusal("step", null, "a calendar with settings", "Drop a first export before.");
        }
        State state = states.get(0);
        if (step instanceof YearStep.ClaimSource claim) {
            claim(claim.source());
        } else if (step instanceof YearStep.Trim) {
            trim();
        } else if (step instanceof YearStep.EndOfEra end) {
            end(end.era(), state);
        } else if (step instanceof YearStep.NewEra era) {
            begin(era, state);
        } else if (step instanceof YearStep.Convert convert) {
            convert(convert, state);
        }
    }

    private void claim(String source) throws SQLException {
        List<String> known = sql.query(StepWork.class, "sources.sql", row -> row.getString("name"));
        if (!known.contains(source)) {
            throw refusal("source", source, oneOf("a source that the calendar has", source, known), null);
        }
        long staff = sql.update(StepWork.class, "claim-staff.sql", source);
        long pupils = sql.update(StepWork.class, "claim-pupils.sql", source);
        long aliases = sql.update(StepWork.class, "claim-aliases.sql", source);
        long groups = sql.update(StepWork.class, "claim-groups.sql", source);
        tell(
                "grabbed",
                staff + pupils + aliases + groups,
                "Grabbed " + staff + " staff, " + pupils + " pupils, " + aliases + " location aliases and " + groups
                        + " groups.");
        List<Unclaimed> left = sql.query(
                StepWork.class,
                "unclaimed.sql",
                row -> new Unclaimed(row.getString("row"), row.getLong("all_rows")),
                NAMED);
        if (!left.isEmpty()) {
            long all = left.get(0).all;
            tell(
                    "not-claimed",
                    all,
                    all + (all == 1 ? " row" : " rows")
                            + " without a source stay as they are: their key is there more than once, or "
                            + source + " has it already. They are "
                            + ShortList.outOf(left.stream().map(Unclaimed::row).toList(), all)
                            + ". Of staff and pupils, the next export asks who is meant.");
        }
    }

    private void trim() throws SQLException {
        long trimmed = new GroupEnds(sql).trim();
        tell("trimmed", trimmed, trimmed + " memberships trimmed.");
    }

    private void end(String era, State state) throws SQLException {
        if (!era.equals(state.current)) {
            throw refusal(
                    "era",
                    era,
                    "the current era, which is " + state.current,
                    "An era that has been ended cannot be ended again.");
        }
        if (state.last == null) {
            throw refusal("era", era, "an era with a last day", "Give it one before it can end.");
        }
        if (state.next == null) {
            throw refusal(
                    "era", era, "an era that another one follows", "Make the next one first, with the step new-era.");
        }
        LocalDate day = state.last.plusDays(1);
        GroupEnds.Ended ended = new GroupEnds(sql).endEra(day);
        sql.run(StepWork.class, "roll-over.sql");
        tell("terminated", ended.groups(), ended.groups() + " groups terminated.");
        tell(
                "rolled-over",
                1,
                "Rolled over: " + state.next + " is the current era now, after " + state.current + ". Of the groups, "
                        + ended.shortened() + " would have gone on after " + state.last + " and end with it.");
        if (!state.last.isBefore(today)) {
            tell(
                    "era-not-over",
                    1,
                    state.current + " is not over: its last day is " + state.last
                            + ". From now on exports change nothing before " + state.nextFirst
                            + ", unless they are dropped with the option era=" + state.current + ".");
        }
    }

    private void begin(YearStep.NewEra era, State state) throws SQLException {
        if (era.name().equals(state.current)) {
            throw refusal("name", era.name(), "another name than that of the current era", null);
        }
        if (state.last != null && !era.first().isAfter(state.last)) {
            throw refusal(
                    "first",
                    era.first().toString(),
                    "a day after " + state.last + ", with which the current era " + state.current + " ends",
                    null);
        }
        if (sql.number(StepWork.class, "era-used.sql", era.name()) > 0) {
            throw refusal("name", era.name(), "the name of an era that has no groups yet", null);
        }
        sql.update(
                StepWork.class,
                "make-era.sql",
                era.name(),
                era.shortName(),
                era.first(),
                era.last(),
                era.sourceKey(),
                era.name());
        sql.update(StepWork.class, "next-era.sql", era.name());
        tell("new-era", 1, "The next era is " + era.name() + ", from " + era.first() + " to " + era.last() + ".");
        if (state.last != null && era.first().isAfter(state.last.plusDays(1))) {
            tell(
                    "gap",
                    1,
                    "The days from " + state.last.plusDays(1) + " to "
                            + era.first().minusDays(1) + " belong to no era.");
        }
    }

    private void convert(YearStep.Convert convert, State state) throws SQLException {
        if (convert.to().equals(convert.from())) {
            throw refusal("to", convert.to(), "another system than " + convert.from(), null);
        }
        boolean done = convert.to().equals(state.source) && convert.from().equals(state.previousSource);
        if (!done && !convert.from().equals(state.source)) {
            throw refusal("from", convert.from(), "the system that the calendar follows now, " + state.source, null);
        }
        if (!done && !fed.contains(convert.to())) {
            throw refusal(
                    "to",
                    convert.to(),
                    oneOf("a source of a feed", convert.to(), fed),
                    "What a feed's source is called says \"sources\" in config/school.yaml.");
        }
        sql.update(StepWork.class, "make-source.sql", convert.to());
        sql.update(StepWork.class, "make-eventsource.sql", convert.to());
        sql.update(StepWork.class, "follow-source.sql", convert.to(), convert.from());
        tell(
                "converted",
                1,
                done
                        ? "The calendar follows " + convert.to() + " already, after " + convert.from() + "."
                        : "The calendar follows " + convert.to() + " from now on, after " + convert.from()
                                + ". Drop its first export with the option convert.");
    }

    private static String oneOf(String what, String found, List<String> known) {
        return what + ", one of " + String.join(", ", known) + NearestName.suggestion(found, known);
    }

    private void tell(String rule, long count, String sentence) {
        outcome.notice(new Notice(rule, sentence, count));
    }

    private BrokenFileException refusal(String field, String found, String expected, String advice) {
        return new BrokenFileException(new Fault(Position.of(file), null, field, "year-step", found, expected, advice));
    }
}
