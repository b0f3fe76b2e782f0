package io.waybill.merlin.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.merlin.MerlinGuide;
import io.waybill.system.FeedGuide;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options that are named when rows find nothing are those that create what is missing. */
class SolvingOptionsTest {
    @Test
    void anOptionNamesTheRulesOfEveryReferenceThatItCreates() {
        Map<String, Set<String>> created = Stream.of(
                        WantedTable.CHAPTER, WantedTable.TRIBE, WantedTable.TEAM, WantedTable.USERS, WantedTable.MOVES)
                .flatMap(table -> table.references().stream())
                .filter(WantedTable.Reference::creatable)
                .collect(Collectors.groupingBy(
                        reference -> reference.kind().equals("user") ? "create-users" : "create-missing",
                        Collectors.mapping(
                                reference -> reference.field().replace('_', '-') + "-not-found", Collectors.toSet())));
        Map<String, Set<String>> named = MerlinGuide.feeds().stream()
                .flatMap(guide -> guide.options().stream())
                .filter(option -> !option.solves().isEmpty())
                .collect(Collectors.toMap(
                        FeedGuide.Option::name, option -> Set.copyOf(option.solves()), (one, other) -> one));
        assertThat(named).isEqualTo(created);
    }
}
