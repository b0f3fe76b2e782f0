package io.waybill.desk.page;

import io.waybill.desk.http.Request;

/** The shortest address of the desk, which leads to the waybills. */
public final class HomePage {
    static final String WAYBILLS = "/waybills";

    /** Leads to the waybills. */
    Answer show(Request request) {
        return Redirect.to(WAYBILLS);
    }
}
