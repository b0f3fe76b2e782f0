package io.waybill.desk.page;

import io.waybill.match.Candidate;
import io.waybill.reject.AlikeRejects;
import io.waybill.reject.ListedReject;
import io.waybill.system.Mending.EntryDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidates of a reject beside each other.
 *
 * @param reject whose candidates they are
 * @param referred what its values refer to
 * @param alike the open rejects with its cause
 * @param waybill show only its rejects; null for all
 * @param details what is known of them, by value
 * @param canChoose whether one of them can be the answer
 */
record CandidatesView(
        ListedReject reject,
        ReferredRows referred,
        AlikeRejects alike,
        Long waybill,
        Map<String, EntryDetails> details,
        boolean canChoose)
        implements View {
    @Override
    public String template() {
        return "compare.jte";
    }

    @Override
    public String title() {
        return "Candidates of reject " + reject.reject().id();
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public String chapter() {
        return "desk#best-candidates";
    }

    @Override
    public Object json() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("reject", reject.reject().id());
        page.put(
                "candidates",
                candidates().stream()
                        .map(candidate -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("value", candidate.value());
                            one.put("score", candidate.score());
                            one.put("why", candidate.why());
                            one.put("details", details.get(candidate.value()));
                            return one;
                        })
                        .toList());
        return page;
    }

    List<Candidate> candidates() {
        return reject.reject().row().candidates();
    }

    /** What the form begins with; empty text when a person has to look. */
    String ticked() {
        return Preselection.of(candidates(), alike.standing(), alike.rows()).orElse("");
    }
}
