package io.waybill.merlin.feed;

import io.waybill.model.Notice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an operator should know of the histories of a batch. */
final class HistoryNotices {
    /** Rows, or events, that a notice names. */
    private static final int SHOWN = 5;

    private final MerlinSql sql;
    private final RowPlaces places;

    /** @param places of the batch's rows */
    HistoryNotices(MerlinSql sql, RowPlaces places) {
        this.sql = sql;
        this.places = places;
    }

    /** What a query found about the events of the target. */
    private record Followed(long texts, long bands, long moved, long stayed, String first, long notes) {}

    /** The notices of a batch that has a history. */
    List<Notice> all() throws SQLException {
        List<Notice> notices = new ArrayList<>();
        scores().ifPresent(notices::add);
        for (Followed found : sql.query(
                sql.template("events-followed.sql"),
                row -> new Followed(
                        row.getLong("texts"),
                        row.getLong("bands"),
                        row.getLong("moved"),
                        row.getLong("stayed"),
                        row.getString("first"),
                        row.getLong("notes")))) {
            follows(found).ifPresent(notices::add);
            stays(found).ifPresent(notices::add);
        }
        return notices;
    }

    /** A score may be weighted, or agreed on by a committee: it is delivered as it is, with a notice. */
    private Optional<Notice> scores() throws SQLException {
        record Differing(long number, long all) {}
        List<Differing> first = sql.query(
                sql.template("scores-differ.sql"),
                row -> new Differing(row.getLong("number"), row.getLong("differing")),
                SHOWN);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        long all = first.get(0).all;
        return Optional.of(new Notice(
                "score-differs",
                all + (all == 1 ? " row has" : " rows have")
                        + " an overall_score other than the average of the levels beside it; it was taken as it is: "
                        + first.stream()
                                .map(each -> places.of(each.number).toString())
                                .collect(Collectors.joining("; "))
                        + (all > first.size() ? "; …" : "") + ".",
                all));
    }

    private static Optional<Notice> follows(Followed found) {
        List<String> what = new ArrayList<>();
        add(what, found.texts, "text");
        add(what, found.bands, "pay band of a bonus");
        add(what, found.moved, "order within a day");
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        "history-follows",
                        "Events that were imported earlier come after events of this drop, and were brought in line with them: "
                                + String.join(", ", what) + ".",
                        found.texts + found.bands + found.moved));
    }

    private static void add(List<String> what, long count, String name) {
        if (count > 0) {
            what.add(count + " × " + name);
        }
    }

    private static Optional<Notice> stays(Followed found) {
        List<String> what = new ArrayList<>();
        if (found.stayed > 0) {
            what.add("the text or pay band of events " + found.first + (found.stayed > SHOWN ? ", …" : ""));
        }
        if (found.notes > 0) {
            what.add("the contents of notes (" + found.notes + ")");
        }
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new Notice(
                        "history-stays",
                        "Events of this drop come before others that are no longer as an import wrote them: "
                                + String.join(", and ", what)
                                + ". It stays as it is; look whether it is still right.",
                        found.stayed + found.notes));
    }
}
