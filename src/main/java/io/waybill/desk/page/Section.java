package io.waybill.desk.page;

import io.waybill.desk.account.Right;

/** The pages that the header leads to. */
enum Section {
    WAYBILLS("Waybills", "/waybills", Right.READ, "desk#reading-a-waybill"),
    REJECTS("Rejects", "/rejects", Right.READ, "desk#rejects"),
    DROP("Upload a file", "/drop", Right.DROP, "desk#uploading-a-file"),
    BACKUPS("Backups", "/backups", Right.READ, "operating#backups"),
    SCHEDULE("Schedule", "/schedule", Right.READ, "operating#scheduled-refreshes"),
    ACCOUNTS("Accounts", "/accounts", Right.ACCOUNTS, "desk#accounts"),
    AUDIT("Audit", "/audit", Right.AUDIT, "desk#audit"),
    /** pages about oneself, and log-in */
    OWN("", "", null, "desk#accounts");

    private final String label;
    private final String address;
    private final Right right;
    private final String chapter;

    Section(String label, String address, Right right, String chapter) {
        this.label = label;
        this.address = address;
        this.right = right;
        this.chapter = chapter;
    }

    String label() {
        return label;
    }

    String address() {
        return address;
    }

    /** The chapter of the manual that explains its pages, unless one of them says otherwise. */
    String chapter() {
        return chapter;
    }

    /** Who sees it in the header; null: nobody. */
    Right right() {
        return right;
    }
}
