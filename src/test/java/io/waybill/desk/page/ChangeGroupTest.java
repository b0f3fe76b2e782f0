package io.waybill.desk.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.delivery.Change;
import io.waybill.delivery.Change.Cell;
import io.waybill.delivery.Change.Key;
import io.waybill.delivery.Change.Kind;
import io.waybill.delivery.Change.Place;
import io.waybill.delivery.naming.NamedChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes as people read them: a table for each kind in each table of the target. */
class ChangeGroupTest {
    @Test
    void kindsThatAlternateInThePlanAreShownTogetherAndNothingIsLost() {
        List<ChangeGroup> groups = ChangeGroup.of(List.of(
                change(1, Kind.INSERT, "thing", "name"),
                change(2, Kind.UPDATE, "thing", "name"),
                change(3, Kind.INSERT, "thing", "data"),
                change(4, Kind.INSERT, "event", "title"),
                change(5, Kind.UPDATE, "thing", "name")));

        assertThat(groups)
                .extracting(group -> group.table() + " " + group.kind() + " "
                        + group.changes().stream()
                                .map(each -> each.change().keyText())
                                .toList())
                .containsExactly("thing INSERT [1, 3]", "thing UPDATE [2, 5]", "event INSERT [4]");
        assertThat(groups.get(0).columns()).containsExactly("name", "data");
    }

    private static NamedChange change(int key, Kind kind, String table, String column) {
        return new NamedChange(
                new Change(
                        new Place(0, key),
                        kind,
                        table,
                        table,
                        List.of(new Key("id", String.valueOf(key))),
                        List.of(new Cell(column, "before", "after")),
                        false),
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }
}
