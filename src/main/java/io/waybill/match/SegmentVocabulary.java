package io.waybill.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * All names in the paths of a reference index, searchable by similarity: an inverted index of letter pairs in primitive arrays. Names are
 * numbered by length, so that a search reads only those of about the same length. Names of several words are also sorted by their
 * beginnings and by their ends, to find names that got or lost a word. Not safe for use by several threads at once.
 */
final class SegmentVocabulary {
    /** A name similar to the one searched for. */
    record Similar(int id, int distance) {}

    private static final int GRAMS = 1 << 12;

    /** Names in a series ({@code paper_1}, {@code paper_2}, …) have thousands of similar names; so many are enough. */
    private static final int MOST = 100;

    private final String[] names;
    private final Map<String, Integer> ids;
    /** The ids of the names that hold pair {@code g} are {@code postings[starts[g] … starts[g + 1])}, ascending. */
    private final int[] starts;

    private final int[] postings;
    private final short[] shared;

    /** The ids of the names of several words, in alphabetical order. */
    private final int[] byBeginning;

    /** The same, in alphabetical order of the reversed names. */
    private final int[] byEnd;

    SegmentVocabulary(Collection<String> distinct) {
        names = distinct.toArray(String[]::new);
        Arrays.sort(names, Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
        ids = new HashMap<>(names.length * 2);
        starts = new int[GRAMS + 1];
        for (int id = 0; id < names.length; id++) {
            ids.put(names[id], id);
            for (int gram : grams(names[id])) {
                starts[gram + 1]++;
            }
        }
        for (int gram = 0; gram < GRAMS; gram++) {
            starts[gram + 1] += starts[gram];
        }
        postings = new int[starts[GRAMS]];
        int[] next = Arrays.copyOf(starts, GRAMS);
        for (int id = 0; id < names.length; id++) {
            for (int gram : grams(names[id])) {
                postings[next[gram]++] = id;
            }
        }
        shared = new short[names.length];
        byBeginning = severalWords(Comparator.naturalOrder());
        byEnd = severalWords(SegmentVocabulary::compareFromTheEnd);
    }

    private int[] severalWords(Comparator<String> order) {
        return IntStream.range(0, names.length)
                .filter(id -> names[id].indexOf(RenamedSegment.SEPARATOR) >= 0)
                .boxed()
                .sorted(Comparator.comparing(id -> names[id], order))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    int size() {
        return names.length;
    }

    String name(int id) {
        return names[id];
    }

    /** The number of a name; -1 when it does not occur. */
    int id(String name) {
        return ids.getOrDefault(name, -1);
    }

    /** The names that differ from this one in a few letters, nearest first, without the name itself. */
    List<Similar> similar(String name) {
        int most = mostEdits(name.length());
        int[] grams = grams(name);
        int from = firstOfLength(name.length() - most);
        int to = firstOfLength(name.length() + most + 1);
        List<Integer> touched = new ArrayList<>();
        for (int gram : grams) {
            for (int i = lowerBound(gram, from); i < starts[gram + 1] && postings[i] < to; i++) {
                if (shared[postings[i]]++ == 0) {
                    touched.add(postings[i]);
                }
            }
        }
        LevenshteinDistance levenshtein = new LevenshteinDistance(most);
        List<Similar> found = new ArrayList<>();
        for (int id : touched) {
            // One edit changes two pairs at most.
            int least = Math.max(1, grams.length - 2 * most);
            if (shared[id] >= least) {
                int distance = levenshtein.apply(name, names[id]);
                if (distance > 0) {
                    found.add(new Similar(id, distance));
                }
            }
            shared[id] = 0;
        }
        found.sort(Comparator.comparingInt(Similar::distance).thenComparingInt(Similar::id));
        return List.copyOf(found.subList(0, Math.min(found.size(), MOST)));
    }

    /** The names with words added before or after this one or removed from its ends, likeliest first, without the name itself. */
    int[] renamed(String name) {
        IntStream.Builder found = IntStream.builder();
        String beginning = name + RenamedSegment.SEPARATOR;
        for (int i = lowerBound(byBeginning, other -> other.compareTo(beginning)); i < byBeginning.length; i++) {
            if (!names[byBeginning[i]].startsWith(beginning)) {
                break;
            }
            found.add(byBeginning[i]);
        }
        String end = RenamedSegment.SEPARATOR + name;
        for (int i = lowerBound(byEnd, other -> compareFromTheEnd(other, end)); i < byEnd.length; i++) {
            if (!names[byEnd[i]].endsWith(end)) {
                break;
            }
            found.add(byEnd[i]);
        }
        for (int at = name.indexOf(RenamedSegment.SEPARATOR);
                at >= 0;
                at = name.indexOf(RenamedSegment.SEPARATOR, at + 1)) {
            found.add(id(name.substring(0, at)));
            found.add(id(name.substring(at + 1)));
        }
        return found.build()
                .filter(id -> id >= 0)
                .distinct()
                .boxed()
                // Thousands of names, mostly numbered, may begin with one word; the likeliest are enough.
                .sorted(Comparator.comparingDouble((Integer id) ->
                                -RenamedSegment.of(name, names[id]).likelihood())
                        .thenComparing(id -> id))
                .limit(MOST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The position of the first name that is not below what is searched for. */
    private int lowerBound(int[] sorted, ToIntFunction<String> comparison) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (comparison.applyAsInt(names[sorted[middle]]) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static int compareFromTheEnd(String one, String other) {
        for (int i = 1; i <= Math.min(one.length(), other.length()); i++) {
            int difference = one.charAt(one.length() - i) - other.charAt(other.length() - i);
            if (difference != 0) {
                return difference;
            }
        }
        return one.length() - other.length();
    }

    /** How many edits may make a name of about this length into a misspelt one. */
    static int mostEdits(int length) {
        return length < 5 ? 1 : length < 12 ? 2 : 3;
    }

    private int firstOfLength(int length) {
        int from = 0;
        int to = names.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (names[middle].length() < length) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int lowerBound(int gram, int id) {
        int at = Arrays.binarySearch(postings, starts[gram], starts[gram + 1], id);
        return at < 0 ? -at - 1 : at;
    }

    /** The different pairs of neighbouring letters, with a mark before the first and after the last letter. */
    private static int[] grams(String name) {
        int[] grams = new int[name.length() + 1];
        char previous = '^';
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '$';
            grams[i] = (previous * 31 + c) * 0x9E3779B1 >>> 20;
            previous = c;
        }
        return Arrays.stream(grams).distinct().toArray();
    }
}
