package io.waybill.intake;

import io.waybill.folder.OptionsFile;
import io.waybill.format.Fault;
import io.waybill.format.NearestName;
import io.waybill.format.Position;
import io.waybill.model.FeedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The options that drops may have. One that nobody knows would be without effect, and without a word, where somebody relies on it.
 *
 * @param bySystem the names that the drops of each system may have, besides those of every drop
 */
public record OptionNames(Map<String, List<String>> bySystem) {
    public OptionNames {
        bySystem = Map.copyOf(bySystem);
    }

    /**
     * One fault for each option that is unknown, with the name that was probably meant.
     *
     * @param feed of the drop
     * @param place where the options stand, as people know it
     * @param given the names of the options, without those of every drop
     */
    public List<Fault> unknown(FeedName feed, String place, Collection<String> given) {
        List<String> known = new ArrayList<>(bySystem.getOrDefault(feed.system(), List.of()));
        List<Fault> faults = new ArrayList<>();
        for (String name : given.stream().sorted().toList()) {
            if (!known.contains(name)) {
                faults.add(unknown(place, name, known));
            }
        }
        return faults;
    }

    private static Fault unknown(String place, String name, List<String> own) {
        List<String> known = new ArrayList<>(own);
        known.addAll(OptionsFile.forPeople());
        List<String> sorted = known.stream().sorted().toList();
        String expected = NearestName.to(name, sorted).orElse("one of " + String.join(", ", sorted));
        return new Fault(
                Position.of(place), null, name, "unknown-option", name, expected, "Correct the option and drop again.");
    }
}
