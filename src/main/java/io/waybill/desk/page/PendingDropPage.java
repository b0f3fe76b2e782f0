package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Request;
import io.waybill.ledger.LedgerReader;
import java.util.OptionalLong;

/** The page of a drop that has no waybill number yet: leads to its waybill as soon as there is one. */
public final class PendingDropPage {
    private final LedgerReader ledger;

    public PendingDropPage(LedgerReader ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /** Its waybill, or a page that waits for it. */
    Answer show(Request request) {
        String token = request.word("token");
        OptionalLong number = ledger.byToken(token);
        return number.isPresent()
                ? Redirect.to("/waybills/" + number.getAsLong())
                : new PendingDropView("/drops/" + token);
    }
}
