package io.waybill.doctor;

import io.waybill.delivery.BackupScope;
import io.waybill.delivery.Policy;
import io.waybill.delivery.TableSpec;
import io.waybill.doctor.Need.Way;
import io.waybill.system.FeedTables;
import java.util.ArrayList;
import java.util.List;

/** Which rights on which tables the drops of a feed need, and what for. The list for people is in docs/operating.md. */
final class FeedNeeds {
    static final String SELECT = "SELECT";
    private static final String INSERT = "INSERT";
    private static final String UPDATE = "UPDATE";
    private static final String DELETE = "DELETE";

    private FeedNeeds() {}

    static List<Need> of(FeedTables tables) {
        String feed = tables.feed().toString();
        List<Need> needs = new ArrayList<>();
        for (TableSpec spec : tables.delivers().tables()) {
            for (String privilege : delivering(spec.policy())) {
                needs.add(new Need(spec.table(), privilege, Way.DELIVER, feed));
            }
            for (String privilege : undoing(spec.policy())) {
                needs.add(new Need(spec.table(), privilege, Way.UNDO, feed));
            }
            if (tables.delivers().backup() == BackupScope.FULL) {
                for (String privilege : delivering(Policy.MIRROR)) {
                    needs.add(new Need(spec.table(), privilege, Way.RESTORE, feed));
                }
            }
        }
        tables.reads().forEach(table -> needs.add(new Need(table, SELECT, Way.READ, feed)));
        return needs;
    }

    private static List<String> delivering(Policy policy) {
        return switch (policy) {
            case MIRROR -> List.of(SELECT, INSERT, UPDATE, DELETE);
            case UPSERT, RETIRE -> List.of(SELECT, INSERT, UPDATE);
            // The lock that keeps writers out needs the right to delete or to update; an undo the former.
            case INSERT -> List.of(SELECT, INSERT, DELETE);
        };
    }

    /** The opposite of what was done: rows that were inserted are deleted, changed ones changed back, deleted ones inserted. */
    private static List<String> undoing(Policy policy) {
        return policy == Policy.INSERT ? List.of(SELECT, DELETE) : List.of(SELECT, UPDATE, DELETE);
    }
}
