package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.Request;
import io.waybill.ledger.LedgerReader;
import java.util.OptionalLong;
import org.apache.camel.Body;

/** A drop that was put into a folder and has no number yet: leads to its waybill as soon as there is one. */
public final class DropsPage {
    private final LedgerReader ledger;

    public DropsPage(LedgerReader ledger) {
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /** Its waybill, or the page that waits for it. */
    public Object show(@Body Request request) {
        String token = request.word("token");
        OptionalLong number = ledger.byToken(token);
        return number.isPresent()
                ? Redirect.plainly("/waybills/" + number.getAsLong())
                : new DropsView("/drops/" + token);
    }
}
