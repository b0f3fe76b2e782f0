package io.waybill.merlin.feed;

import io.waybill.match.Candidate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The users whom a rejected row may mean although they have another address: by login name, second address, telephone number and name. */
final class PeopleCandidates {
    /** People beside whom there is room for somebody new among the candidates of a reject. */
    private static final int MOST = 2;

    private static final double SURE = 0.95;
    private static final double LIKELY = 0.9;
    private static final double POSSIBLE = 0.7;
    private static final double NEW = 0.5;

    private final Map<Missed, Map<String, Shared>> byRow = new HashMap<>();

    private record Missed(long number, String field) {}

    /** What a user has in common with the row. */
    private record Shared(boolean username, boolean gmail, boolean phone, boolean name) {
        Shared and(Shared other) {
            return new Shared(
                    username || other.username, gmail || other.gmail, phone || other.phone, name || other.name);
        }

        private List<String> words() {
            List<String> words = new ArrayList<>();
            if (name) {
                words.add("name");
            }
            if (gmail) {
                words.add("second address");
            }
            if (phone) {
                words.add("telephone number");
            }
            return words;
        }

        double score() {
            return username || words().size() > 2 ? SURE : words().size() > 1 ? LIKELY : POSSIBLE;
        }

        String why() {
            return username ? "has this address as login name" : "has the same " + String.join(" and ", words());
        }
    }

    private record Found(Missed row, String email, Shared shared) {}

    /** Reads them for all rejected rows at once. */
    PeopleCandidates(MerlinSql sql) throws SQLException {
        sql.query(
                        sql.template("users-candidates.sql"),
                        row -> new Found(
                                new Missed(row.getLong("number"), row.getString("field")),
                                row.getString("email"),
                                new Shared(
                                        row.getBoolean("username"),
                                        row.getBoolean("gmail"),
                                        row.getBoolean("phone"),
                                        row.getBoolean("name"))))
                .forEach(found -> byRow.computeIfAbsent(found.row, row -> new LinkedHashMap<>())
                        .merge(found.email, found.shared, Shared::and));
    }

    /** Those for one fault of a row, the best first; last, where it may be somebody new, the address of the row itself. */
    List<Candidate> of(long number, RowFault fault) {
        List<Candidate> candidates = new ArrayList<>();
        byRow.getOrDefault(new Missed(number, fault.field()), Map.of())
                .forEach((email, shared) -> candidates.add(new Candidate(email, shared.score(), shared.why())));
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::value));
        if (fault.rule().equals(RowDecisions.EMAIL_CHANGED)) {
            candidates
                    .subList(Math.min(candidates.size(), MOST), candidates.size())
                    .clear();
            candidates.add(new Candidate(fault.found(), NEW, "is somebody new"));
        }
        return candidates;
    }
}
