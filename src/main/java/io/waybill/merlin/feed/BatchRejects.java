package io.waybill.merlin.feed;

import io.waybill.delivery.Outcome.MendableRows;
import io.waybill.match.Candidate;
import io.waybill.match.Decision;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.ReferenceIndex;
import io.waybill.merlin.MerlinFeed;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.AnsweredRow;
import io.waybill.reject.RejectedRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rejects of a batch, and the earlier rejects that it solves. */
final class BatchRejects {
    private static final int CANDIDATES = 3;

    private final MerlinSql sql;
    private final Map<Long, List<RowFault>> faults;
    private final Map<MerlinFeed, OfFeed> feeds = new EnumMap<>(MerlinFeed.class);
    private final Map<String, ReferenceIndex> names = new HashMap<>();
    private Set<Long> alike;
    private PeopleCandidates people;

    private static final class OfFeed {
        private final Map<List<String>, List<List<String>>> openByKey;
        private final List<AnsweredRow> answered = new ArrayList<>();
        private final List<RejectedRow> rejected = new ArrayList<>();
        private final List<Decision> decisions = new ArrayList<>();
        private final Set<List<String>> delivered = new HashSet<>();

        OfFeed(MerlinFeed feed, Set<List<String>> open) {
            int length = feed.key().size();
            openByKey = open.stream()
                    .filter(key -> key.size() >= length)
                    .collect(Collectors.groupingBy(key -> key.subList(0, length)));
        }
    }

    /**
     * A batch without rows.
     *
     * @param faults why rows are rejects, by row number
     * @param open keys of earlier rejects, by feed
     */
    BatchRejects(MerlinSql sql, Map<Long, List<RowFault>> faults, Map<MerlinFeed, Set<List<String>>> open) {
        this.sql = sql;
        this.faults = faults;
        open.forEach((feed, keys) -> feeds.put(feed, new OfFeed(feed, keys)));
    }

    void add(BatchFile file, BatchRow row) throws SQLException {
        OfFeed feed = feeds.get(file.feed());
        List<String> key = file.key(row.source());
        if (row.decision() != null) {
            feed.decisions.add(row.decision());
        }
        List<RowFault> why = faults.get(row.number());
        if (why != null) {
            feed.rejected.add(rejected(file, row, key, why));
        } else if (row.reject() != null || row.dropped()) {
            feed.answered.add(new AnsweredRow(key, row.reject(), row.dropped()));
        } else if (feed.openByKey.containsKey(key)) {
            feed.delivered.add(key);
        }
    }

    /** The rejected and solved rows, by kind of row. */
    Map<String, MendableRows> all(String subjectPrefix) {
        Map<String, MendableRows> all = new HashMap<>();
        feeds.forEach((feed, rows) -> {
            Set<List<String>> again =
                    rows.rejected.stream().map(RejectedRow::keyCells).collect(Collectors.toSet());
            for (List<String> key : rows.delivered) {
                rows.openByKey.get(key).stream()
                        .filter(open -> !again.contains(open))
                        .forEach(open -> rows.answered.add(new AnsweredRow(open, null, false)));
            }
            all.put(
                    feed.word(),
                    new MendableRows(
                            subjectPrefix + BatchCounts.model(feed),
                            Origin.DROP,
                            rows.answered,
                            rows.rejected,
                            rows.decisions));
        });
        return all;
    }

    private RejectedRow rejected(BatchFile file, BatchRow row, List<String> key, List<RowFault> why)
            throws SQLException {
        List<Candidate> candidates = List.of();
        int waits = waits(why);
        List<RowFault> decisive =
                why.stream().filter(fault -> waits > 0 || fault.waits() == 0).toList();
        RowFault first = decisive.get(0);
        for (RowFault fault : decisive) {
            if (candidates.isEmpty() && fault.kind() != null && fault.found() != null) {
                candidates = candidates(row.number(), fault);
                first = candidates.isEmpty() ? first : fault;
            }
        }
        List<String> header = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        file.columns().eachOf(row.source(), file.rejects() != null, (name, cell) -> {
            header.add(name);
            cells.add(cell);
        });
        return new RejectedRow(
                file.feed().word(),
                header,
                cells,
                identity(file, row, key),
                first.found() == null ? key : List.of(first.found()),
                row.result().at().position(),
                first.rejectRule(),
                why.stream().map(RowFault::reason).collect(Collectors.joining(" ")),
                candidates,
                row.reject(),
                waits);
    }

    /** For how many other rejects a row waits; for none when anything is wrong with itself. */
    private static int waits(List<RowFault> why) {
        boolean itself = why.stream().anyMatch(fault -> fault.waits() == 0);
        return itself ? 0 : why.stream().mapToInt(RowFault::waits).max().orElse(0);
    }

    private List<Candidate> candidates(long number, RowFault fault) throws SQLException {
        if (!fault.kind().equals(WantedTable.USERS.model())) {
            return names(fault.kind()).candidates(fault.found(), null, CANDIDATES);
        }
        if (people == null) {
            people = new PeopleCandidates(sql);
        }
        List<Candidate> candidates = people.of(number, fault);
        if (fault.isOtherAddress()) {
            return candidates;
        }
        // Someone whose address this is in another place comes before those whose address is similar.
        Map<String, Candidate> all = new LinkedHashMap<>();
        candidates.forEach(candidate -> all.put(candidate.value(), candidate));
        names(fault.kind())
                .candidates(fault.found(), null, CANDIDATES)
                .forEach(candidate -> all.putIfAbsent(candidate.value(), candidate));
        return all.values().stream().limit(CANDIDATES).toList();
    }

    /** The cells that identify a reject. Where several rows may have the same key, or none, that is the whole row. */
    private List<String> identity(BatchFile file, BatchRow row, List<String> key) throws SQLException {
        if (file.feed() != MerlinFeed.HISTORY
                && key.stream().noneMatch(String::isEmpty)
                && !alike().contains(row.number())) {
            return key;
        }
        List<String> whole = new ArrayList<>(key);
        whole.add(RowDecisions.content(file, row.source()));
        return whole;
    }

    private Set<Long> alike() throws SQLException {
        if (alike == null) {
            alike = Set.copyOf(sql.query(sql.template("numbers-alike.sql"), row -> row.getLong("number")));
        }
        return alike;
    }

    private ReferenceIndex names(String kind) throws SQLException {
        ReferenceIndex index = names.get(kind);
        if (index == null) {
            index = ReferenceIndex.of(sql.query(
                    sql.template("names-of-kind.sql"),
                    row -> new ReferenceEntry(row.getString("id"), row.getString("name"), "", kind, null),
                    kind));
            names.put(kind, index);
        }
        return index;
    }
}
