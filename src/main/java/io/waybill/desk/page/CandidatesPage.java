package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Request;
import io.waybill.match.Candidate;
import io.waybill.reject.AlikeRejects;
import io.waybill.reject.ListedReject;
import io.waybill.reject.RejectsReader;
import io.waybill.system.Mending;
import io.waybill.system.Mending.EntryDetails;
import io.waybill.system.Mendings;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page on which the candidates of a reject stand beside each other, with what the target knows of each. */
public final class CandidatesPage {
    private final RejectsReader rejects;
    private final ShownRows rows;
    private final Mendings mendings;

    /**
     * @param rows what is shown of them
     * @param mendings how each system's rejects are mended
     */
    public CandidatesPage(RejectsReader rejects, ShownRows rows, Mendings mendings) {
        this.rejects = requireNonNull(rejects, "rejects");
        this.rows = requireNonNull(rows, "rows");
        this.mendings = requireNonNull(mendings, "mendings");
    }

    /**
     * The page.
     *
     * @throws io.waybill.desk.http.RefusedException when there is no such reject
     */
    Answer show(Request request) throws SQLException {
        ListedReject reject = RejectPage.reject(rejects, request);
        Long waybill = request.query().number("waybill").orElse(null);
        List<String> values = reject.reject().row().candidates().stream()
                .map(Candidate::value)
                .toList();
        Optional<Mending.Search> reference = mendings.reference(reject);
        Map<String, EntryDetails> details =
                reference.isPresent() ? reference.get().details(values) : Map.of();
        AlikeRejects alike = rejects.alike(reject.reject().id(), waybill, 0, 1);
        ListedReject shown = rows.reject(request, reject);
        return new CandidatesView(
                shown,
                rows.referred(request, List.of(shown)),
                rows.alike(request, alike),
                waybill,
                details,
                reference.isPresent());
    }
}
