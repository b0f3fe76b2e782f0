package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Request;
import io.waybill.ledger.LedgerReader;
import java.util.OptionalLong;

/** A drop that was put into a folder and has no number yet: leads to its waybill as soon as there is one. */
public final class PendingDropPage {
    private final LedgerReader ledger;

    public PendingDropPage(LedgerReader ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /** Its waybill, or the page that waits for it. */
    Answer show(Request request) {
        String token = request.word("token");
        OptionalLong number = ledger.byToken(token);
        return number.isPresent()
                ? Redirect.to("/waybills/" + number.getAsLong())
                : new PendingDropView("/drops/" + token);
    }
}
