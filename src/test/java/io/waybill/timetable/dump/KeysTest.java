package io.waybill.timetable.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeysTest {
    @Property(tries = 200)
    void aKeySetIsASet(@ForAll @Size(max = 400) List<Integer> keys, @ForAll @Size(max = 400) List<Integer> others) {
        KeySet set = new KeySet();
        Set<Integer> expected = new HashSet<>();
        for (int key : keys) {
            assertThat(set.add(key)).isEqualTo(expected.add(key));
        }
        KeySet more = new KeySet();
        others.forEach(more::add);

        assertThat(set.size()).isEqualTo(expected.size());
        assertThat(keys).allMatch(set::contains);
        assertThat(others).allMatch(other -> set.contains((int) other) == expected.contains(other));
        assertThat(set.containsAll(more)).isEqualTo(expected.containsAll(others));
        expected.removeAll(new HashSet<>(others));
        assertThat(set.countNotIn(more)).isEqualTo(expected.size());
    }

    @Property(tries = 200)
    void aKeyMapIsAMap(@ForAll @Size(max = 400) Map<Integer, Integer> entries) {
        KeyMap map = new KeyMap();
        entries.forEach(map::put);
        Map<Integer, Integer> seen = new HashMap<>();
        map.forEach(seen::put);

        assertThat(seen).isEqualTo(entries);
        assertThat(entries.entrySet()).allMatch(e -> map.get(e.getKey(), -1) == e.getValue());
    }

    @Test
    void aMillionKeysInARunTakeLittleTime() {
        KeySet set = new KeySet();
        for (int key = 1_000_000; key > -1_000_000; key--) {
            set.add(key);
        }
        assertThat(set.size()).isEqualTo(2_000_000);
        assertThat(set.highest()).isEqualTo(1_000_000);
        assertThat(set.contains(Long.MAX_VALUE)).isFalse();
    }
}
