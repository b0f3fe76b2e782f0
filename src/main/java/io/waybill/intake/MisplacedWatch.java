package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.folder.MisplacedFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once each, which files lie where no feed looks. */
public final class MisplacedWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MisplacedWatch.class);

    private final MisplacedFiles misplaced;
    private Set<String> seen = Set.of();
    private final Set<String> told = new HashSet<>();

    /** @param misplaced finds them */
    public MisplacedWatch(MisplacedFiles misplaced) {
        this.misplaced = requireNonNull(misplaced, "misplaced");
    }

    /**
     * Looks once. What was not there at the look before is left for the next one: somebody may be about to move it to its place.
     *
     * @return what the log says now, a sentence or two for each file
     */
    public synchronized List<String> look() {
        List<String> found = misplaced.find();
        told.retainAll(found);
        List<String> news = found.stream()
                .filter(path -> seen.contains(path) && told.add(path))
                .map(path -> MisplacedFiles.sentence(List.of(path)) + " Move it into the folder of its feed.")
                .toList();
        news.forEach(LOG::warn);
        seen = Set.copyOf(found);
        return news;
    }
}
