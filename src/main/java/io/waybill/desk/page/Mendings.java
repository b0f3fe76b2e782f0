package io.waybill.desk.page;

import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectedRow;
import java.util.List;
import java.util.Optional;

/** What systems know of their rejects, found by reject. */
public record Mendings(List<Mending> all) {
    public Mendings {
        all = List.copyOf(all);
    }

    /** What is known of rejects like one; empty where its system has nothing to tell. */
    Optional<Mending> of(ListedReject reject) {
        return all.stream()
                .filter(each -> each.system().equals(reject.feed().system())
                        && each.kind().equals(reject.reject().row().kind()))
                .findFirst();
    }

    /** The same, where a rename may solve it. */
    Optional<Mending> renaming(ListedReject reject) {
        RejectedRow row = reject.reject().row();
        return of(reject)
                .filter(mending -> reject.open()
                        && mending.renamed().equals(row.rule())
                        && row.cause().size() == 1);
    }
}
