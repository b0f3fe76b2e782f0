package io.waybill.desk.page;

import io.waybill.reject.ListedReject;
import io.waybill.reject.UndeliveredChoices;

/**
 * The row of a reject, to be mended.
 *
 * @param reject whose row it is
 * @param referred what its values refer to
 */
record RowView(ListedReject reject, ReferredRows referred) implements View {
    @Override
    public String template() {
        return "row.jte";
    }

    @Override
    public String title() {
        return "Row of reject " + reject.reject().id();
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    @Override
    public Object json() {
        return RejectJson.row(reject, referred);
    }

    /** Name of the field of a column, counted from 0. */
    static String field(int column) {
        return "cell-" + column;
    }

    /** Whether somebody else than this account has chosen for it. */
    boolean ofAnother(String account) {
        return reject.choice() != null && !reject.choice().by().equals(account);
    }

    /** Says that what is chosen now was seen. */
    long stamp() {
        return UndeliveredChoices.stamp(reject.choice().at());
    }

    /** A cell: as mended, if somebody has mended it. */
    String cell(int column) {
        return reject.choice() != null && reject.choice().cells() != null && reject.open()
                ? reject.choice().cells().get(column)
                : reject.reject().row().cells().get(column);
    }
}
