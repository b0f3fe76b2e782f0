package io.waybill.school.load;

import io.waybill.format.Fault;
import io.waybill.match.Candidate;
import io.waybill.school.source.FieldReference;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * What a code or name in an export may mean that nothing has, or several things have: things of the export with similar ones. Numbers say
 * nothing about each other.
 */
final class Lookalikes {
    private static final int MOST = 3;
    /** An export with more different unknown codes than this is a wrong one. */
    private static final int MOST_CODES = 1_000;

    private static final double EQUAL = 0.95;
    private static final double SAME_BUT_FOR_SIGNS = 0.92;
    private static final double SAME_INITIALS = 0.9;
    private static final double LEAST = 0.8;
    /** Similar texts are less certain than equal ones. */
    private static final double SIMILAR = 0.9;

    private final SchoolSql sql;
    private final JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    private final Map<FieldReference, List<Thing>> things = new EnumMap<>(FieldReference.class);
    private final Map<String, List<Candidate>> known = new HashMap<>();

    Lookalikes(SchoolSql sql) {
        this.sql = sql;
    }

    private record Thing(String key, String code, String initials, String name) {
        String words() {
            return name + (code.isEmpty() ? "" : ", " + code);
        }
    }

    /** The best ones for what a fault is about; none where it is about no reference. */
    List<Candidate> of(Fault fault) throws SQLException {
        FieldReference reference = FieldReference.of(fault.field()).orElse(null);
        String found = fault.found();
        if (reference == null
                || found == null
                || found.chars().allMatch(Character::isDigit)
                || !fault.rule().endsWith("-reference")) {
            return List.of();
        }
        String asked = reference + " " + found;
        if (!known.containsKey(asked)) {
            known.put(asked, known.size() < MOST_CODES ? find(reference, found) : List.of());
        }
        return known.get(asked);
    }

    private List<Candidate> find(FieldReference reference, String found) throws SQLException {
        if (!things.containsKey(reference)) {
            things.put(
                    reference,
                    sql.query(
                            Lookalikes.class,
                            "things.sql",
                            row -> new Thing(
                                    row.getString("key"),
                                    row.getString("code"),
                                    row.getString("initials"),
                                    row.getString("name")),
                            reference.word()));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Thing thing : things.get(reference)) {
            Candidate candidate = candidate(thing, found.toLowerCase(Locale.ROOT));
            if (candidate.score() >= LEAST * SIMILAR) {
                candidates.add(candidate);
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::value));
        return List.copyOf(candidates.subList(0, Math.min(MOST, candidates.size())));
    }

    private Candidate candidate(Thing thing, String found) {
        String code = thing.code.toLowerCase(Locale.ROOT);
        String name = thing.name.toLowerCase(Locale.ROOT);
        if (found.equals(code) || found.equals(name)) {
            return new Candidate(thing.key, EQUAL, "the same, whatever its capitals: " + thing.words());
        }
        String letters = letters(found);
        if (!letters.isEmpty() && (letters.equals(letters(code)) || letters.equals(letters(name)))) {
            return new Candidate(thing.key, SAME_BUT_FOR_SIGNS, "the same but for signs and blanks: " + thing.words());
        }
        if (found.equals(thing.initials.toLowerCase(Locale.ROOT))) {
            return new Candidate(thing.key, SAME_INITIALS, "has these initials: " + thing.words());
        }
        double like = Math.max(similarity.apply(found, code), similarity.apply(found, name));
        return new Candidate(thing.key, like * SIMILAR, "is similar: " + thing.words());
    }

    /** The letters and digits of a text alone: codes are short, and one other sign between them makes them look like nothing. */
    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    }
}
