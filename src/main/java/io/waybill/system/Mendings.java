package io.waybill.system;

import io.waybill.delivery.naming.ReferredColumn;
import io.waybill.model.FeedName;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectedRow;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.Mending.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all systems know about their rejects, found by reject. */
public record Mendings(List<Mending> all) {
    public Mendings {
        all = List.copyOf(all);
    }

    /** Where people search for what rows like this one refer to; empty where there is nothing to search. */
    public Optional<Search> reference(ListedReject reject) {
        return of(reject)
                .flatMap(mending -> mending.reference().apply(reject.reject().row()));
    }

    /** How renaming may solve rows like this one; empty where it cannot, or where they are closed. */
    public Optional<Renaming> renaming(ListedReject reject) {
        return of(reject)
                .filter(mending ->
                        reject.open() && reject.reject().row().cause().size() == 1)
                .flatMap(mending -> mending.renaming().apply(reject.reject().row()));
    }

    /** What the columns of rows like this one refer to, where that is no foreign key of a table; by column. */
    public Map<String, ReferredColumn> cells(FeedName feed, RejectedRow row) {
        return of(feed).map(mending -> mending.cells().apply(row)).orElse(Map.of());
    }

    private Optional<Mending> of(ListedReject reject) {
        return of(reject.feed());
    }

    private Optional<Mending> of(FeedName feed) {
        return all.stream().filter(each -> each.system().equals(feed.system())).findFirst();
    }
}
