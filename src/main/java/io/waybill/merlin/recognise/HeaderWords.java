package io.waybill.merlin.recognise;

import io.waybill.merlin.MerlinFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers of one feed. */
final class HeaderWords {
    private final MerlinFeed feed;
    private final Set<String> ignored;
    private final Map<String, String> columns = new HashMap<>();
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    /**
     * @param words column → headers that mean it, besides its own name, the preferred ones first
     * @param ignored headers that may be there although they mean nothing
     * @throws IllegalArgumentException when a header means two columns
     */
    HeaderWords(MerlinFeed feed, Map<String, List<String>> words, List<String> ignored) {
        this.feed = feed;
        this.ignored = ignored.stream().map(HeaderKey::of).collect(Collectors.toSet());
        words.forEach((column, headers) -> {
            List<String> all = new ArrayList<>(headers);
            // The column's own name comes last: the list says what is preferred.
            all.add(column);
            List<String> keys = all.stream().map(HeaderKey::of).distinct().toList();
            this.words.put(column, keys);
            keys.forEach(key -> {
                String other = columns.put(key, column);
                if (other != null && !other.equals(column)) {
                    throw new IllegalArgumentException(
                            "feeds." + feed.word() + ".columns: '" + key + "' means both " + other + " and " + column);
                }
            });
        });
    }

    MerlinFeed feed() {
        return feed;
    }

    /** The column that a header means; null when it means none. */
    String column(String header) {
        return columns.get(HeaderKey.of(header));
    }

    /** Finds the columns of this feed in a header. */
    Columns columns(List<String> header) {
        Map<String, Map<Integer, Integer>> found = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String key = HeaderKey.of(header.get(i));
            String column = columns.get(key);
            if (column != null) {
                int place = i;
                found.computeIfAbsent(column, any -> new LinkedHashMap<>())
                        .merge(words.get(column).indexOf(key), place, (first, second) -> first);
            }
        }
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        found.forEach((column, byPreference) -> places.put(
                column,
                byPreference.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList()));
        return new Columns(feed, header, places, ignored);
    }
}
