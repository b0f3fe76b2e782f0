package io.waybill.desk.page;

import io.waybill.desk.account.Right;

/** The pages that the header leads to. */
enum Section {
    WAYBILLS("Waybills", "/waybills", Right.READ),
    REJECTS("Rejects", "/rejects", Right.READ),
    DROP("Drop a file", "/drop", Right.DROP),
    BACKUPS("Backups", "/backups", Right.READ),
    SCHEDULE("Schedule", "/schedule", Right.READ),
    /** pages about oneself, and log-in */
    OWN("", "", null);

    private final String words;
    private final String place;
    private final Right right;

    Section(String words, String place, Right right) {
        this.words = words;
        this.place = place;
        this.right = right;
    }

    String words() {
        return words;
    }

    String place() {
        return place;
    }

    /** Who sees it in the header; null: nobody. */
    Right right() {
        return right;
    }
}
