package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.match.SegmentVocabulary.Similar;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.junit.jupiter.api.Test;

/** The index finds what comparing a name with every other one would find. */
class SegmentVocabularyTest {
    @Property(tries = 400)
    void similarNamesAreThoseThatDifferInAFewLettersAndShareAPair(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
        Random random = new Random(seed);
        Set<String> names = names(random, size);
        SegmentVocabulary vocabulary = new SegmentVocabulary(names);
        for (String name : sought(random, names)) {
            int most = SegmentVocabulary.mostEdits(name.length());
            List<Similar> similar = vocabulary.similar(name);
            // Pairs are kept by a hash, so that names without a pair in common may be found as well.
            assertThat(similar)
                    .as("%s among %s", name, names)
                    .containsAll(names.stream()
                            .filter(other -> isSimilar(name, other, most) && share(name, other))
                            .map(other -> new Similar(vocabulary.id(other), distance(name, other)))
                            .toList())
                    .allMatch(each -> isSimilar(name, vocabulary.name(each.id()), most)
                            && each.distance() == distance(name, vocabulary.name(each.id())))
                    .isSortedAccordingTo(
                            Comparator.comparingInt(Similar::distance).thenComparingInt(Similar::id))
                    .doesNotHaveDuplicates();
        }
    }

    @Property(tries = 400)
    void renamedNamesAreThoseWithWordsMoreOrLessAtTheirEnds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int size) {
        Random random = new Random(seed);
        Set<String> names = names(random, size);
        SegmentVocabulary vocabulary = new SegmentVocabulary(names);
        for (String name : sought(random, names)) {
            int[] renamed = vocabulary.renamed(name);
            assertThat(Arrays.stream(renamed).mapToObj(vocabulary::name))
                    .as("%s among %s", name, names)
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .filter(other -> isLonger(other, name) || isLonger(name, other))
                            .toList());
            assertThat(Arrays.stream(renamed)
                            .mapToObj(id ->
                                    RenamedSegment.of(name, vocabulary.name(id)).likelihood()))
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    void ofThousandsTheNearestAndLikeliestHundredAreEnough() {
        Set<String> names = IntStream.range(0, 3_000)
                .mapToObj(i -> String.format("paper_%04d", i))
                .collect(Collectors.toCollection(TreeSet::new));
        names.add("paper_new");
        names.add("papers_0007");
        SegmentVocabulary vocabulary = new SegmentVocabulary(names);

        List<Similar> similar = vocabulary.similar("paper_0007");
        assertThat(similar).hasSize(100);
        assertThat(similar.stream().map(each -> vocabulary.name(each.id())))
                .startsWith("paper_0000")
                .contains("papers_0007")
                .doesNotContain("paper_0007");
        assertThat(Arrays.stream(vocabulary.renamed("paper")).mapToObj(vocabulary::name))
                .hasSize(100)
                .startsWith("paper_new", "paper_0000", "paper_0001");
        assertThat(vocabulary.similar("paper_0007")).as("asked again").isEqualTo(similar);
    }

    private static Set<String> names(Random random, int size) {
        Set<String> names = new HashSet<>();
        while (names.size() < size) {
            names.add(word(random));
        }
        return names;
    }

    /** Half of them are among the names, others differ a little. */
    private static List<String> sought(Random random, Set<String> names) {
        List<String> all = List.copyOf(names);
        return IntStream.range(0, 10)
                .mapToObj(i -> all.get(random.nextInt(all.size())))
                .map(name -> random.nextBoolean() ? name : changed(random, name))
                .toList();
    }

    private static String changed(Random random, String name) {
        int at = random.nextInt(name.length());
        return switch (random.nextInt(4)) {
            case 0 -> name.substring(0, at) + "b" + name.substring(at);
            case 1 -> name.substring(0, at) + "c" + name.substring(at + 1);
            case 2 -> name + "_" + word(random);
            default -> word(random);
        };
    }

    /** Folded names have words of letters and digits between single separators. */
    private static String word(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> random.ints(1 + random.nextInt(5), 0, 4)
                        .mapToObj(letter -> String.valueOf("abc1".charAt(letter)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("_"));
    }

    private static boolean isSimilar(String one, String other, int most) {
        int distance = distance(one, other);
        return distance > 0 && distance <= most;
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(one, other);
    }

    private static boolean share(String one, String other) {
        Set<String> pairs = pairs(one);
        pairs.retainAll(pairs(other));
        return !pairs.isEmpty();
    }

    private static Set<String> pairs(String name) {
        String marked = "^" + name + "$";
        return IntStream.range(1, marked.length())
                .mapToObj(i -> marked.substring(i - 1, i + 1))
                .collect(Collectors.toSet());
    }

    private static boolean isLonger(String longer, String name) {
        return longer.startsWith(name + "_") || longer.endsWith("_" + name);
    }
}
