package io.waybill.merlin.feed;

import io.waybill.delivery.Outcome;
import io.waybill.delivery.mapping.DefaultValues;
import io.waybill.delivery.shape.TableShape;
import io.waybill.merlin.MerlinFeed;
import io.waybill.merlin.config.Model;
import io.waybill.merlin.config.Models;
import io.waybill.merlin.recognise.Columns;
import io.waybill.model.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells which columns of a file are not delivered. If the target has such a column, people expect it to arrive: then the drop waits for
 * approval, unless its options say that columns may be ignored.
 */
final class IgnoredColumns {
    private static final String RULE = "unknown-column";
    private static final String REFERENCE = "_id";

    /** A column of the feed for which the usual target has none. */
    private static final String DESCRIPTION_OF_ASPECT = "aspect_description";

    private final BatchDelivery loading;
    private final Models models;

    IgnoredColumns(BatchDelivery loading) {
        this.loading = loading;
        this.models = loading.batch().config().models();
    }

    void tell(BatchFile file, Outcome outcome) {
        Columns columns = file.columns();
        List<String> ignored = new ArrayList<>(columns.unknown());
        if (file.feed() == MerlinFeed.LADDERS && columns.has(DESCRIPTION_OF_ASPECT)) {
            ignored.add(columns.name(DESCRIPTION_OF_ASPECT));
        }
        if (ignored.isEmpty()) {
            return;
        }
        outcome.leavesDataOut();
        outcome.notice(new Notice(
                RULE,
                file.name() + " has columns that mean nothing here: " + String.join(", ", ignored) + ".",
                ignored.size()));
        if (!loading.batch().options().ignoreColumns()) {
            ignored.forEach(header -> column(file.feed(), header)
                    .ifPresent(column -> outcome.ask(new Outcome.Question(
                            RULE,
                            header,
                            "Column " + header + " of " + file.name() + " is left out, although the target has "
                                    + column + ": give it the header of a column of feed "
                                    + file.feed().word() + " if it means one; to leave it out always, add it to feeds."
                                    + file.feed().word()
                                    + ".ignored in config/merlin.yaml, or drop the file with ignore-columns=true."))));
        }
    }

    /** The column of one of the feed's own tables that a header names; Waybill's own keeping of times and identifiers is none. */
    private Optional<String> column(MerlinFeed feed, String header) {
        for (String name : tables(feed)) {
            TableShape shape = loading.shape().tables().get(models.table(name));
            if (shape == null) {
                continue;
            }
            for (String column : shape.columns().keySet()) {
                String bare =
                        column.endsWith(REFERENCE) ? column.substring(0, column.length() - REFERENCE.length()) : column;
                boolean named = Columns.means(header, column)
                        || Columns.means(header, bare)
                        || Columns.means(header, name + bare);
                if (named && !shape.key().contains(column) && !isKept(models.of(name), column)) {
                    return Optional.of("column " + column + " of table " + shape.name());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isKept(Model model, String column) {
        String value = model.defaults().byColumn().get(column);
        return DefaultValues.NOW.equals(value) || DefaultValues.RANDOM_UUID.equals(value);
    }

    private static List<String> tables(MerlinFeed feed) {
        return switch (feed) {
            case LADDERS -> List.of("ladder", "aspect", "level");
            case HISTORY -> List.of("event", "compensation", "seniority", "note", "summary");
            default -> List.of(BatchCounts.model(feed));
        };
    }
}
