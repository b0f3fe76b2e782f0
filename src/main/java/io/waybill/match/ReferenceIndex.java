package io.waybill.match;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The things that records may refer to. They are found by exact path; for a path that does not exist, the index suggests others: paths
 * that differ only in capitals, spaces or separators; with a name that got or lost a word ({@code phy → phy_new}); with the same or a
 * similar last name under another ancestor; with a few different letters; with the same full name.
 *
 * <p>It needs about 100 bytes for each entry besides the entry itself, and memory for the different names in the paths. Safe for use by
 * several threads.
 */
public final class ReferenceIndex {
    /** So many entries with the same last name are scored: those that have most in common with the path. */
    private static final int CLOSE_LOOKS = 32;

    private static final int REMEMBERED_SEARCHES = 10_000;
    private static final double LEAST_SCORE = 0.6;
    private static final double COMMON_WEIGHT = 0.2;

    private final List<ReferenceEntry> entries;
    private final boolean[] preferred;
    private final SegmentVocabulary vocabulary;

    /** The names of entry {@code e}'s path are {@code segments[segmentStarts[e] … segmentStarts[e + 1])}. */
    private final int[] segmentStarts;

    private final int[] segments;
    private final float[] weights;
    private final EntryChains byPath;
    private final EntryChains byFoldedPath;
    private final EntryChains byLastName;
    private final EntryChains byFullName;
    private final Map<String, Alike> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Alike> eldest) {
            return size() > REMEMBERED_SEARCHES;
        }
    };

    private ReferenceIndex(List<ReferenceEntry> entries, Predicate<ReferenceEntry> preference) {
        this.entries = entries;
        int count = entries.size();
        preferred = new boolean[count];
        segmentStarts = new int[count + 1];
        byPath = new EntryChains(count);
        byFullName = new EntryChains(count);
        Set<String> names = new HashSet<>();
        for (int entry = 0; entry < count; entry++) {
            ReferenceEntry reference = entries.get(entry);
            preferred[entry] = preference.test(reference);
            byPath.add(EntryChains.hash(reference.path()), entry);
            String fullName = FoldedPath.folded(reference.fullName());
            if (!fullName.isEmpty()) {
                byFullName.add(EntryChains.hash(fullName), entry);
            }
            List<String> path = FoldedPath.of(reference.path()).segments();
            names.addAll(path);
            segmentStarts[entry + 1] = segmentStarts[entry] + path.size();
        }
        vocabulary = new SegmentVocabulary(names);
        segments = new int[segmentStarts[count]];
        int[] occurrences = new int[vocabulary.size()];
        byFoldedPath = new EntryChains(count);
        byLastName = new EntryChains(count);
        for (int entry = 0; entry < count; entry++) {
            int at = segmentStarts[entry];
            for (String name : FoldedPath.of(entries.get(entry).path()).segments()) {
                segments[at] = vocabulary.id(name);
                occurrences[segments[at++]]++;
            }
            byFoldedPath.add(EntryChains.hash(segments, segmentStarts[entry], at), entry);
            if (at > segmentStarts[entry]) {
                byLastName.add(segments[at - 1], entry);
            }
        }
        weights = new float[vocabulary.size()];
        for (int name = 0; name < weights.length; name++) {
            weights[name] = (float) (COMMON_WEIGHT + Math.log((count + 1.0) / occurrences[name]));
        }
    }

    /** An index of these entries; when several have the same path, the last one is used. */
    public static ReferenceIndex of(Collection<ReferenceEntry> entries) {
        return of(entries, entry -> true);
    }

    /**
     * An index of these entries.
     *
     * @param preference the entries that records usually refer to; they rank before others that are as similar
     */
    public static ReferenceIndex of(Collection<ReferenceEntry> entries, Predicate<ReferenceEntry> preference) {
        return new ReferenceIndex(List.copyOf(entries), preference);
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** The entry with exactly this path. */
    public Optional<ReferenceEntry> find(String path) {
        int[] found = {-1};
        byPath.forEach(EntryChains.hash(path), entry -> {
            if (found[0] < 0 && entries.get(entry).path().equals(path)) {
                found[0] = entry;
            }
        });
        return found[0] < 0 ? Optional.empty() : Optional.of(entries.get(found[0]));
    }

    /**
     * Suggests what may have been meant.
     *
     * @param path that does not exist
     * @param fullName what people call it; null when unknown
     * @param limit how many at most
     * @return best first; empty when nothing is similar
     */
    public List<Candidate> candidates(String path, String fullName, int limit) {
        return candidates(path, fullName, limit, entry -> true);
    }

    /** As {@link #candidates(String, String, int)}, but only with the entries that may be referred to. */
    public synchronized List<Candidate> candidates(
            String wanted, String fullName, int limit, Predicate<ReferenceEntry> allowed) {
        FoldedPath folded = FoldedPath.of(wanted);
        String foldedName = fullName == null ? "" : FoldedPath.folded(fullName);
        int[] path = folded.segments().stream().mapToInt(vocabulary::id).toArray();
        Set<Integer> pool = new HashSet<>();
        byFoldedPath.forEach(EntryChains.hash(path, 0, path.length), pool::add);
        Alike likeLastName = oneNameOff(folded, path, pool);
        sameLastName(path, likeLastName.misspelt, allowed, pool);
        int[] sameFullNames = {0};
        if (!foldedName.isEmpty()) {
            byFullName.forEach(EntryChains.hash(foldedName), entry -> {
                sameFullNames[0]++;
                pool.add(entry);
            });
        }
        CandidateScore score = new CandidateScore(wanted, folded, this::weight);
        boolean rareFullName = sameFullNames[0] == 1;
        Map<String, Candidate> best = new HashMap<>();
        for (int entry : pool) {
            ReferenceEntry reference = entries.get(entry);
            if (!allowed.test(reference)) {
                continue;
            }
            boolean sameFullName = !foldedName.isEmpty() && foldedName.equals(FoldedPath.folded(reference.fullName()));
            Candidate candidate =
                    score.of(reference.path(), names(entry), sameFullName, rareFullName, preferred[entry]);
            if (candidate.score() >= LEAST_SCORE) {
                best.merge(candidate.value(), candidate, (a, b) -> a.score() >= b.score() ? a : b);
            }
        }
        return best.values().stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::value))
                .limit(limit)
                .toList();
    }

    /** The names that another one may stand for: it is misspelt, or has words added or removed. */
    private record Alike(List<SegmentVocabulary.Similar> misspelt, int[] renamed) {
        static final Alike NONE = new Alike(List.of(), new int[0]);
    }

    /** Adds the paths in which one name is misspelt or renamed, and returns the names similar to the last one. */
    private Alike oneNameOff(FoldedPath folded, int[] path, Set<Integer> pool) {
        Alike alike = Alike.NONE;
        int[] changed = path.clone();
        for (int i = 0; i < path.length; i++) {
            alike = remembered.computeIfAbsent(
                    folded.segments().get(i), name -> new Alike(vocabulary.similar(name), vocabulary.renamed(name)));
            for (SegmentVocabulary.Similar each : alike.misspelt) {
                changed[i] = each.id();
                byFoldedPath.forEach(EntryChains.hash(changed, 0, changed.length), pool::add);
            }
            for (int renamed : alike.renamed) {
                changed[i] = renamed;
                byFoldedPath.forEach(EntryChains.hash(changed, 0, changed.length), pool::add);
            }
            changed[i] = path[i];
        }
        return alike;
    }

    /** Adds the entries with the same or a similar last name that have most of the rest of the path in common. */
    private void sameLastName(
            int[] path, List<SegmentVocabulary.Similar> similar, Predicate<ReferenceEntry> allowed, Set<Integer> pool) {
        PriorityQueue<InCommon> closest = new PriorityQueue<>(InCommon.LEAST_FIRST);
        if (path.length > 0) {
            byLastName.forEach(path[path.length - 1], entry -> keep(closest, entry, path, 0, allowed));
        }
        for (SegmentVocabulary.Similar each : similar) {
            byLastName.forEach(each.id(), entry -> keep(closest, entry, path, each.distance(), allowed));
        }
        closest.forEach(each -> pool.add(each.entry));
    }

    private void keep(
            PriorityQueue<InCommon> closest, int entry, int[] path, int edits, Predicate<ReferenceEntry> allowed) {
        float common = 0;
        for (int i = segmentStarts[entry]; i < segmentStarts[entry + 1] - 1; i++) {
            for (int name : path) {
                if (name == segments[i]) {
                    common += weights[name];
                    break;
                }
            }
        }
        float rank = (preferred[entry] ? 1.25f : 1) * (common + 0.01f) / (1 + edits);
        if (closest.size() < CLOSE_LOOKS || rank > closest.element().rank) {
            if (!allowed.test(entries.get(entry))) {
                return;
            }
            closest.add(new InCommon(entry, rank));
            if (closest.size() > CLOSE_LOOKS) {
                closest.remove();
            }
        }
    }

    private List<String> names(int entry) {
        return Arrays.stream(segments, segmentStarts[entry], segmentStarts[entry + 1])
                .mapToObj(vocabulary::name)
                .toList();
    }

    /** How distinctive a name is: one that is in every path hardly, an unknown one moderately. */
    private double weight(String name) {
        int id = vocabulary.id(name);
        return id < 0 ? COMMON_WEIGHT + Math.log(entries.size() + 1.0) / 2 : weights[id];
    }

    private record InCommon(int entry, float rank) {
        static final Comparator<InCommon> LEAST_FIRST = Comparator.comparingDouble(InCommon::rank)
                .thenComparing(Comparator.comparingInt(InCommon::entry).reversed());
    }
}
