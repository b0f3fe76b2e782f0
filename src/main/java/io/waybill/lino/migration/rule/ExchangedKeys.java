package io.waybill.lino.migration.rule;

import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.record.SourceRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Single keys that become others, all at once: 1 to 2 and 2 to 3 go together. */
final class ExchangedKeys implements NewKeys, Survey {
    private final PlacedWord table;
    private final Map<String, String> keyColumns;
    private final Map<PlacedWord, PlacedWord> written;
    private final ChangedKeys.OnConflict onConflict;

    private final Set<String> watched = new HashSet<>();
    private final Map<String, Set<String>> present = new HashMap<>();
    private final Map<String, String> active = new LinkedHashMap<>();
    private final Set<String> kept = new HashSet<>();

    /**
     * @param table whose keys they are
     * @param keyColumns the key by table: of this one and of all that extend it
     * @param written new key by old one
     * @param onConflict what is done with a key whose new one another row has
     */
    ExchangedKeys(
            PlacedWord table,
            Map<String, String> keyColumns,
            Map<PlacedWord, PlacedWord> written,
            ChangedKeys.OnConflict onConflict) {
        this.table = table;
        this.keyColumns = keyColumns;
        this.written = written;
        this.onConflict = onConflict;
        written.forEach((from, to) -> {
            active.put(from.text(), to.text());
            watched.add(from.text());
            watched.add(to.text());
        });
        keyColumns.keySet().forEach(each -> present.put(each, new HashSet<>()));
    }

    @Override
    public Object changed(Object key) {
        String now = active.get(KeyValue.text(key));
        return now == null ? key : KeyValue.ofWord(now);
    }

    @Override
    public boolean leavesOut(String name, Object key) {
        String now = active.get(KeyValue.text(key));
        return now != null && taken(name, KeyValue.text(key), now);
    }

    @Override
    public boolean keeps(Object key) {
        return kept.contains(KeyValue.text(key));
    }

    @Override
    public Optional<String> keyColumn(String name) {
        return Optional.ofNullable(keyColumns.get(name));
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.of(this);
    }

    @Override
    public Set<String> tables() {
        return keyColumns.keySet();
    }

    @Override
    public void row(SourceRow row) {
        String name = row.table().table();
        String key = KeyValue.text(row.values().get(keyColumns.get(name)));
        if (key != null && watched.contains(key)) {
            present.get(name).add(key);
        }
    }

    @Override
    public void end(RuleFaults faults) {
        if (onConflict == ChangedKeys.OnConflict.MERGE) {
            return;
        }
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Map.Entry<PlacedWord, PlacedWord> entry : written.entrySet()) {
                String from = entry.getKey().text();
                String to = entry.getValue().text();
                if (active.containsKey(from)
                        && present.get(table.text()).contains(from)
                        && taken(table.text(), from, to)) {
                    conflict(entry, faults);
                    changed = true;
                }
            }
        }
    }

    private void conflict(Map.Entry<PlacedWord, PlacedWord> entry, RuleFaults faults) {
        String from = entry.getKey().text();
        active.remove(from);
        kept.add(from);
        if (onConflict == ChangedKeys.OnConflict.FAIL) {
            faults.add(
                    entry.getKey(),
                    "key-taken",
                    "the new key " + entry.getValue().text() + " of " + from + ", which another row of " + table.text()
                            + " has",
                    "a key that no row has",
                    "on-conflict: merge lets the other row stand for both, on-conflict: skip lets this one keep its"
                            + " key.");
        }
    }

    /** Whether another row of a table has a key in the end: one that stays, or one that gets it by an earlier line of the rule. */
    private boolean taken(String name, String from, String to) {
        Set<String> rows = present.get(name);
        if (rows.contains(to) && !active.containsKey(to)) {
            return true;
        }
        for (Map.Entry<String, String> earlier : active.entrySet()) {
            if (earlier.getKey().equals(from)) {
                return false;
            }
            if (earlier.getValue().equals(to) && rows.contains(earlier.getKey())) {
                return true;
            }
        }
        return false;
    }
}
