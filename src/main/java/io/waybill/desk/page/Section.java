package io.waybill.desk.page;

import io.waybill.desk.account.Right;

/** The pages that the header leads to. */
enum Section {
    WAYBILLS("Waybills", "/waybills", Right.READ),
    REJECTS("Rejects", "/rejects", Right.READ),
    DROP("Drop a file", "/drop", Right.DROP),
    BACKUPS("Backups", "/backups", Right.READ),
    SCHEDULE("Schedule", "/schedule", Right.READ),
    ACCOUNTS("Accounts", "/accounts", Right.ACCOUNTS),
    AUDIT("Audit", "/audit", Right.AUDIT),
    /** pages about oneself, and log-in */
    OWN("", "", null);

    private final String label;
    private final String address;
    private final Right right;

    Section(String label, String address, Right right) {
        this.label = label;
        this.address = address;
        this.right = right;
    }

    String label() {
        return label;
    }

    String address() {
        return address;
    }

    /** Who sees it in the header; null: nobody. */
    Right right() {
        return right;
    }
}
