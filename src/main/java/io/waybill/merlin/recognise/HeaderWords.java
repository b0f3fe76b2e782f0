package io.waybill.merlin.recognise;

import io.waybill.merlin.MerlinFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers that one feed understands. */
final class HeaderWords {
    private final MerlinFeed feed;
    private final Map<String, String> columns = new HashMap<>();
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    /**
     * @param words column → headers that mean it, beside its own name, in the order in which they count
     * @throws IllegalArgumentException when a header means two columns
     */
    HeaderWords(MerlinFeed feed, Map<String, List<String>> words) {
        this.feed = feed;
        words.forEach((column, headers) -> {
            List<String> all = new ArrayList<>(headers);
            // Its own name counts last where a list of others is given: the list says what is preferred.
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

    /** Where the cells of this feed's columns stand. */
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
        return new Columns(feed, header, places);
    }

    /** Whether a header has what a file of this feed cannot be without. */
    boolean fits(Columns columns) {
        return feed.needs().stream().allMatch(columns::has);
    }

    /** How many of the feed's columns a header has. */
    int known(Columns columns) {
        return (int) feed.columns().stream().filter(columns::has).count();
    }
}
