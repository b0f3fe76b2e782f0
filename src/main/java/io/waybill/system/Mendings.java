package io.waybill.system;

import io.waybill.reject.ListedReject;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.Mending.Search;
import java.util.List;
import java.util.Optional;

/** What systems know of their rejects, found by reject. */
public record Mendings(List<Mending> all) {
    public Mendings {
        all = List.copyOf(all);
    }

    /** Where people look for what rows like one mean; empty where there is nothing to look in. */
    public Optional<Search> reference(ListedReject reject) {
        return of(reject)
                .flatMap(mending -> mending.reference().apply(reject.reject().row()));
    }

    /** How a rename may solve rows like one; empty where none can, or where they wait no more. */
    public Optional<Renaming> renaming(ListedReject reject) {
        return of(reject)
                .filter(mending ->
                        reject.open() && reject.reject().row().cause().size() == 1)
                .flatMap(mending -> mending.renaming().apply(reject.reject().row()));
    }

    private Optional<Mending> of(ListedReject reject) {
        return all.stream()
                .filter(each -> each.system().equals(reject.feed().system()))
                .findFirst();
    }
}
