package io.waybill.cli;

import io.waybill.boot.Systems;
import io.waybill.format.NearestName;
import io.waybill.model.FeedName;
import io.waybill.system.WaybillSystem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The systems and feeds that a command line may name, and what is said of a name that is none. */
final class KnownFeeds {
    private final List<String> systems;
    private final List<FeedName> feeds;

    /** @param systems those that a name may belong to */
    KnownFeeds(Systems systems) {
        this.systems = systems.all().stream().map(WaybillSystem::name).toList();
        this.feeds = systems.feeds();
    }

    /** Whether there is a system of this name. */
    boolean hasSystem(String name) {
        return systems.contains(name);
    }

    /** Whether there is this feed. */
    boolean has(FeedName feed) {
        return feeds.contains(feed);
    }

    /** Whether any system has a feed of this name, without the name of the system. */
    boolean hasFeed(String name) {
        return feeds.stream().anyMatch(feed -> feed.feed().equals(name));
    }

    /** What to say to somebody who asks for a system that does not exist. */
    String noSystem(String name) {
        return "There is no system " + name + NearestName.suggestion(name, systems) + "; there are: "
                + String.join(", ", systems) + ".";
    }

    /**
     * What to say to somebody who asks for a feed that does not exist.
     *
     * @param name with or without its system
     */
    String noFeed(String name) {
        List<String> names = feeds.stream()
                .flatMap(
                        feed -> name.contains("/") ? Stream.of(feed.toString()) : Stream.of(feed.feed(), feed.system()))
                .distinct()
                .toList();
        return "There is no feed " + name + NearestName.suggestion(name, names) + "; there are: "
                + LocalDispatch.names(feeds) + ".";
    }

    /** The systems that can be named after an option, for completion on a terminal. */
    static final class SystemNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Systems.installed().names().iterator();
        }
    }

    /** The feeds and systems into which files can be dropped, for completion on a terminal. */
    static final class DropNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> names = new ArrayList<>();
            for (FeedName feed : Systems.installed().feeds()) {
                names.add(feed.isBatch() ? feed.system() : feed.toString());
            }
            return names.iterator();
        }
    }

    /** The feeds as {@code --feed} takes them, for completion on a terminal. */
    static final class FeedNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Systems.installed().feeds().stream().map(FeedName::toString).iterator();
        }
    }
}
