package io.waybill.merlin.config;

import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.MerlinFeed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The headers that mean the columns of each feed. */
public final class FeedHeaders {
    private final Map<MerlinFeed, Map<String, List<String>>> byFeed = new EnumMap<>(MerlinFeed.class);

    private final Map<MerlinFeed, List<String>> ignored = new EnumMap<>(MerlinFeed.class);

    private FeedHeaders() {}

    static FeedHeaders of(MerlinFile said, MappingFile file) {
        FeedHeaders headers = new FeedHeaders();
        for (MerlinFeed feed : MerlinFeed.values()) {
            String property = "feeds." + feed.word() + ".columns";
            Map<String, List<String>> columns = said.feeds().get(feed.word()).columns();
            file.require(property, columns != null, null, "the columns " + feed.columns());
            file.require(
                    property,
                    columns.keySet().equals(Set.copyOf(feed.columns())),
                    columns.keySet(),
                    "exactly " + feed.columns());
            headers.byFeed.put(feed, columns);
            List<String> none = said.feeds().get(feed.word()).ignored();
            headers.ignored.put(feed, none == null ? List.of() : none);
        }
        return headers;
    }

    /** The headers that a file of this feed may have although they mean nothing. */
    public List<String> ignored(MerlinFeed feed) {
        return ignored.get(feed);
    }

    /** Column → headers that mean it besides its own name, the preferred ones first. */
    public Map<String, List<String>> of(MerlinFeed feed) {
        return byFeed.get(feed);
    }
}
