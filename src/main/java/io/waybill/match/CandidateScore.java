package io.waybill.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Scores how similar the path of an entry is to one that was not found, and says why. The score is 0.96 or more when both fold to the
 * same path; up to 0.95 when a name got or lost a word or is misspelt, by the share of letters that agree; otherwise it depends on the
 * names that both have in common, rare names counting most. The same full name raises it.
 */
final class CandidateScore {
    private static final double NOT_PREFERRED = 0.9;
    private static final double LIKELY = 0.6;

    private final JaroWinklerSimilarity jaroWinkler = new JaroWinklerSimilarity();
    private final String path;
    private final FoldedPath folded;
    private final ToDoubleFunction<String> weight;

    /**
     * Scores entries against one path.
     *
     * @param weight how rare, and so how distinctive, a name is
     */
    CandidateScore(String path, FoldedPath folded, ToDoubleFunction<String> weight) {
        this.path = path;
        this.folded = folded;
        this.weight = weight;
    }

    /**
     * The candidate that an entry is.
     *
     * @param names the names of the entry's path, folded
     */
    Candidate of(String entry, List<String> names, boolean sameFullName, boolean rareFullName, boolean preferred) {
        if (entry.equals(path)) {
            return new Candidate(entry, 1, "the same path");
        }
        if (names.equals(folded.segments())) {
            String difference = FoldedPath.difference(path, entry);
            return new Candidate(
                    entry, 0.99 - 0.01 * difference.split(" and ").length, "differs only in " + difference);
        }
        Similarity similarity = better(renamed(entry, names), spelling(entry, names));
        Similarity common = inCommon(entry, names);
        if (similarity == null || common.score > similarity.score) {
            similarity = new Similarity(common.score, similarity == null ? common.why : similarity.why);
        }
        if (sameFullName) {
            double base = Math.max(similarity.score, 0.5);
            similarity = new Similarity(
                    base + (0.96 - base) * (rareFullName ? 0.8 : 0.4),
                    similarity.score < LIKELY ? "same full name" : "same full name; " + similarity.why);
        }
        return new Candidate(entry, similarity.score * (preferred ? 1 : NOT_PREFERRED), similarity.why);
    }

    private record Similarity(double score, String why) {}

    /** Either may be null. */
    private static Similarity better(Similarity one, Similarity other) {
        return other == null || one != null && one.score >= other.score ? one : other;
    }

    /** For paths with the same number of names, each equal or with words added or removed; null for others. */
    private Similarity renamed(String entry, List<String> names) {
        List<String> wanted = folded.segments();
        if (names.size() != wanted.size()) {
            return null;
        }
        double likelihood = 1;
        List<String> renames = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(wanted.get(i))) {
                continue;
            }
            RenamedSegment renamed = RenamedSegment.of(wanted.get(i), names.get(i));
            if (renamed == null) {
                return null;
            }
            likelihood *= renamed.likelihood();
            renames.add(FoldedPath.written(path).get(i).strip() + " → "
                    + FoldedPath.written(entry).get(i).strip());
        }
        return new Similarity(likelihood, "renamed: " + String.join(", ", renames));
    }

    /** For paths with the same number of names, each equal or misspelt; null for others. */
    private Similarity spelling(String entry, List<String> names) {
        List<String> wanted = folded.segments();
        if (names.size() != wanted.size()) {
            return null;
        }
        double agreement = 1;
        int letters = 0;
        int at = -1;
        int different = 0;
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(wanted.get(i))) {
                continue;
            }
            int longest = Math.max(names.get(i).length(), wanted.get(i).length());
            int edits =
                    new LevenshteinDistance(SegmentVocabulary.mostEdits(longest)).apply(names.get(i), wanted.get(i));
            if (edits < 0) {
                return null;
            }
            agreement *= 1 - (double) edits / longest;
            letters += edits;
            different++;
            at = i;
        }
        double score = 0.5 + 0.45 * agreement;
        if (different > 1) {
            return new Similarity(score, words(letters));
        }
        if (at < names.size() - 1 && names.get(at).length() < 4) {
            return new Similarity(score, sameNameUnder(entry));
        }
        return new Similarity(
                score,
                words(letters) + ": " + FoldedPath.written(entry).get(at).strip() + " instead of "
                        + FoldedPath.written(path).get(at).strip());
    }

    private static String words(int letters) {
        return switch (letters) {
            case 1 -> "one letter differs";
            case 2 -> "two letters differ";
            case 3 -> "three letters differ";
            default -> letters + " letters differ";
        };
    }

    private Similarity inCommon(String entry, List<String> names) {
        List<String> wanted = folded.segments();
        double all = 0;
        double shared = 0;
        for (String name : wanted) {
            double weighed = weight.applyAsDouble(name);
            all += weighed;
            if (names.contains(name)) {
                shared += weighed;
            }
        }
        int start = 0;
        int end = 0;
        int shorter = Math.min(names.size(), wanted.size());
        while (start < shorter && names.get(start).equals(wanted.get(start))) {
            start++;
        }
        while (end < shorter - start && names.get(names.size() - 1 - end).equals(wanted.get(wanted.size() - 1 - end))) {
            end++;
        }
        String here = String.join("/", wanted.subList(start, wanted.size() - end));
        String there = String.join("/", names.subList(start, names.size() - end));
        double middle = here.isEmpty() || there.isEmpty() ? 0.5 : jaroWinkler.apply(here, there);
        double score = 0.35 + 0.6 * (0.6 * (all == 0 ? 0 : shared / all) + 0.4 * middle);
        if (end > 0) {
            return new Similarity(score, sameNameUnder(entry));
        }
        String place = under(entry);
        return new Similarity(
                score,
                place.equals(under(path))
                        ? "similar name in the same place"
                        : "similar name under " + place + " instead of " + under(path));
    }

    private String sameNameUnder(String entry) {
        return "same name under " + under(entry) + " instead of " + under(path);
    }

    private static String under(String path) {
        List<String> names = FoldedPath.written(path);
        return names.size() < 2 ? "the top" : String.join("/", names.subList(0, names.size() - 1));
    }
}
