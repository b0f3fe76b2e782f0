package io.waybill.bench;

import io.waybill.match.Candidate;
import io.waybill.match.ReferenceEntry;
import io.waybill.match.ReferenceIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How long it takes to suggest three candidates for each of 1,000 unmatched paths among 100,000. Run its main; the first
 * argument changes the number of paths.
 */
public final class MatchBench {
    private static final String[] PARTS = {"IA", "IB", "I", "II", "III", "IIA", "IIB"};
    private static final String[] WORDS = {
        "lectures", "practicals", "palaeography", "old_english", "themes-and-sources", "revision", "field_course",
                "seminars",
        "statistics", "algebra", "optics", "kinetics", "syntax", "ethics", "urban-studies", "thermodynamics"
    };

    private MatchBench() {}

    public static void main(String[] args) {
        int paths = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        for (int round = 1; round <= 5; round++) {
            Random random = new Random(round);
            List<ReferenceEntry> entries = new ArrayList<>();
            for (int i = 0; entries.size() < paths; i++) {
                String word = WORDS[random.nextInt(WORDS.length)];
                String leaf = random.nextInt(3) == 0 ? word : word + "_" + random.nextInt(5_000);
                String path = "tripos/" + WORDS[i % WORDS.length].substring(0, 4) + i % 79 + "/"
                        + PARTS[i % PARTS.length] + "/s" + random.nextInt(40) + "/" + leaf;
                entries.add(new ReferenceEntry(String.valueOf(i), path, word + " " + i % 300, "module", null));
            }
            long before = used();
            long start = System.nanoTime();
            ReferenceIndex index = ReferenceIndex.of(entries);
            long built = System.nanoTime();
            int found = 0;
            int first = 0;
            for (int i = 0; i < 1_000; i++) {
                String meant = entries.get(random.nextInt(paths)).path();
                List<Candidate> candidates = index.candidates(damaged(meant, random), null, 3);
                found += candidates.isEmpty() ? 0 : 1;
                first += !candidates.isEmpty() && candidates.get(0).value().equals(meant) ? 1 : 0;
            }
            long ended = System.nanoTime();
            System.out.printf(
                    "%,d paths: index %d ms, %d MB; 1,000 unmatched %d ms; %d with candidates, %d with the meant one first%n",
                    paths,
                    (built - start) / 1_000_000,
                    (used() - before) >> 20,
                    (ended - built) / 1_000_000,
                    found,
                    first);
            if (index.size() != paths) {
                throw new IllegalStateException("lost entries");
            }
        }
    }

    private static String damaged(String path, Random random) {
        int at = 7 + random.nextInt(path.length() - 7);
        return switch (random.nextInt(4)) {
            case 0 -> path.substring(0, at) + path.substring(at + 1);
            case 1 -> path.substring(0, at) + (char) ('a' + random.nextInt(26)) + path.substring(at);
            case 2 -> path.replaceFirst("tripos/[^/]+", "tripos/renamed" + random.nextInt(20));
            default -> path.toUpperCase(java.util.Locale.ROOT) + " ";
        };
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
