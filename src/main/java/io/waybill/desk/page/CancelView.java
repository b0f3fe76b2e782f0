package io.waybill.desk.page;

import io.waybill.ledger.LedgerEntry;
import io.waybill.model.WaybillKind;

/**
 * The form for cancelling a waybill.
 *
 * @param page the waybill
 */
record CancelView(LedgerEntry page) implements View {
    @Override
    public String template() {
        return "cancel.jte";
    }

    @Override
    public String title() {
        return "Cancel waybill " + page.number();
    }

    @Override
    public Section section() {
        return Section.WAYBILLS;
    }

    /** Whether it came with a file; an undo and a restore have none. */
    boolean hasFile() {
        return page.kind() == WaybillKind.DROP;
    }
}
