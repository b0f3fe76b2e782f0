package io.waybill.desk.page;

import io.waybill.desk.http.Address;
import io.waybill.desk.http.Address.Audience;
import io.waybill.desk.http.Request;
import io.waybill.ledger.audit.Deed;
import java.util.Optional;

/**
 * A row of the table of addresses: an address, and what answers there.
 *
 * @param <P> type of the page
 * @param deeds what the audit list says of it; null when it is not in there
 * @param inLedger whether all that it does is written to the ledger, so that it and its line in the audit list are one transaction
 */
record Operation<P>(Address address, Class<P> page, Action<P> action, Deeds.Source deeds, boolean inLedger) {
    /** A method of a page. */
    @FunctionalInterface
    interface Action<P> {
        /** Answers a request; whatever it throws becomes an error page. */
        Answer answer(P page, Request request) throws Exception;
    }

    Operation<P> forPeople() {
        return new Operation<>(address.forAudience(Audience.PEOPLE), page, action, deeds, inLedger);
    }

    Operation<P> forPrograms() {
        return new Operation<>(address.forAudience(Audience.PROGRAMS), page, action, deeds, inLedger);
    }

    /** The same, with an entry in the audit list each time that it was carried out. */
    Operation<P> audited(Deeds.Source by) {
        return new Operation<>(address, page, action, by, inLedger);
    }

    /** The same; all that it does is written to the ledger. */
    Operation<P> inLedgerOnly() {
        return new Operation<>(address, page, action, deeds, true);
    }

    /** What the audit list says of an answer; empty when nothing was done. */
    Optional<Deed> deed(Request request, Answer answer) {
        Answer plain = answer instanceof Answer.WithHeader more
                ? more.answer()
                : answer instanceof Answer.FileWork file ? file.planned() : answer;
        return deeds == null || plain instanceof Answer.Again
                ? Optional.empty()
                : Optional.ofNullable(deeds.of(request, plain));
    }

    Answer answer(Object of, Request request) throws Exception {
        return action.answer(page.cast(of), request);
    }
}
