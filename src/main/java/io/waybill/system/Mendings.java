package io.waybill.system;

import io.waybill.reject.ListedReject;
import io.waybill.system.Mending.Renaming;
import io.waybill.system.Mending.Search;
import java.util.List;
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

    private Optional<Mending> of(ListedReject reject) {
        return all.stream()
                .filter(each -> each.system().equals(reject.feed().system()))
                .findFirst();
    }
}
