package io.waybill.desk.page;

import io.waybill.desk.http.Address;
import io.waybill.desk.http.Address.Audience;
import io.waybill.desk.http.Request;

/**
 * A row of the table of addresses: an address, and what answers there.
 *
 * @param <P> type of the page
 */
record Operation<P>(Address address, Class<P> page, Action<P> action) {
    /** A method of a page. */
    @FunctionalInterface
    interface Action<P> {
        /** Answers a request; whatever it throws becomes an error page. */
        Answer answer(P page, Request request) throws Exception;
    }

    Operation<P> forPeople() {
        return new Operation<>(address.forAudience(Audience.PEOPLE), page, action);
    }

    Operation<P> forPrograms() {
        return new Operation<>(address.forAudience(Audience.PROGRAMS), page, action);
    }

    Answer answer(Object of, Request request) throws Exception {
        return action.answer(page.cast(of), request);
    }
}
