package io.waybill.merlin.feed;

import io.waybill.delivery.Outcome;
import io.waybill.format.csv.NothingWords;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.feed.WantedTable.Reference;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Counts the rows of a batch and their outcomes, so that the counts of the waybill balance. */
final class BatchCounts {
    private static final String EVENT = "event";

    private final MerlinSql sql;
    private final List<WantedTable> tables;
    private final Outcome outcome;

    /** @param tables the tables that have wanted rows */
    BatchCounts(MerlinSql sql, List<WantedTable> tables, Outcome outcome) {
        this.sql = sql;
        this.tables = tables;
        this.outcome = outcome;
    }

    private record Counted(long read, long filtered, long rejected) {}

    /** The model that the rows of a feed belong to. */
    static String model(MerlinFeed feed) {
        return switch (feed) {
            case LADDERS -> "ladder";
            case ORGANIZATIONS -> "organization";
            case CHAPTERS -> "chapter";
            case TRIBES -> "tribe";
            case TEAMS -> "team";
            case USERS -> "user";
            case HISTORY -> EVENT;
        };
    }

    /** The name under which the rows of a model are counted. */
    static String subject(String model) {
        return "merlin." + model;
    }

    void count(Map<MerlinFeed, BatchDelivery.Counts> unread) throws SQLException {
        unread.forEach((feed, rows) ->
                outcome.count(subject(model(feed)), Origin.DROP, rows.leftOut + rows.bad, rows.leftOut, rows.bad));
        unread.forEach((feed, rows) -> nothing(feed, rows.nothing));
        for (WantedTable wanted : tables) {
            count(wanted.model(), wanted.table());
            for (Reference reference : wanted.references()) {
                references(wanted, reference);
            }
        }
        if (unread.containsKey(MerlinFeed.HISTORY)) {
            count(EVENT, "wanted_event");
        }
        long united = sql.number(sql.template("count-united.sql"));
        if (united > 0) {
            outcome.notice(new Notice(
                    "rows-united",
                    united
                            + (united == 1
                                    ? " row gives values that another row about the same thing leaves blank"
                                    : " rows give values that another row about the same thing leaves blank")
                            + ": they were delivered together, as one.",
                    united));
        }
        for (String model : sql.staged()) {
            long following = sql.number(sql.template("count-following.sql")
                    .withSql("stage", List.of(sql.stage(model)))
                    .withSql("model", List.of(Resolution.literal(model))));
            outcome.count(subject(model), Origin.DROP, following, 0, 0);
        }
    }

    private void nothing(MerlinFeed feed, Map<String, Long> words) {
        long cells = words.values().stream().mapToLong(Long::longValue).sum();
        if (cells > 0) {
            outcome.notice(
                    new Notice("read-as-blank", NothingWords.sentence(feed.word(), words, "merlin.yaml"), cells));
        }
    }

    private void count(String model, String table) throws SQLException {
        List<String> narrower = new ArrayList<>();
        if (model.equals(WantedTable.LADDER.model())) {
            narrower.add(sql.work(WantedTable.ASPECT.table()));
            narrower.add(sql.work(WantedTable.LEVEL.table()));
        } else if (model.equals(WantedTable.ASPECT.model())) {
            narrower.add(sql.work(WantedTable.LEVEL.table()));
        }
        Counted counted = sql.query(
                        sql.template("count-wanted.sql")
                                .withSql("wanted", List.of(sql.work(table)))
                                .withSql("model", List.of(Resolution.literal(model)))
                                .withSql("narrower", narrower),
                        row -> new Counted(row.getLong("read"), row.getLong("filtered"), row.getLong("rejected")))
                .get(0);
        if (counted.read > 0) {
            outcome.count(subject(model), Origin.DROP, counted.read, counted.filtered, counted.rejected);
        }
    }

    /** For the guards: a file whose references find nothing is probably the wrong file. */
    private void references(WantedTable wanted, Reference reference) throws SQLException {
        Counted counted = sql.query(
                        sql.template("count-references.sql")
                                .withSql("wanted", List.of(sql.work(wanted.table())))
                                .withSql("column", List.of(reference.column()))
                                .withSql("kind", List.of(Resolution.literal(reference.kind()))),
                        row -> new Counted(row.getLong("all"), 0, row.getLong("unmatched")),
                        reference.field())
                .get(0);
        if (counted.read > 0) {
            outcome.references(subject(wanted.model()) + " to " + reference.field(), counted.read, counted.rejected);
        }
    }
}
