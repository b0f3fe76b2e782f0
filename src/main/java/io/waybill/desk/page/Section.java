package io.waybill.desk.page;

import io.waybill.desk.account.Right;
import java.util.Arrays;

/** The pages that the header leads to. */
enum Section {
    WAYBILLS("Waybills", "/waybills", "the waybills", Right.READ, "desk#reading-a-waybill"),
    REJECTS("Rejects", "/rejects", "the rejects", Right.READ, "desk#rejects"),
    DROP("Upload a file", "/drop", "the page for uploads", Right.DROP, "desk#uploading-a-file"),
    BACKUPS("Backups", "/backups", "the backups", Right.READ, "operating#backups"),
    SCHEDULE("Schedule", "/schedule", "the schedule", Right.READ, "operating#scheduled-refreshes"),
    ACCOUNTS("Accounts", "/accounts", "the accounts", Right.ACCOUNTS, "desk#accounts"),
    AUDIT("Audit", "/audit", "the audit list", Right.AUDIT, "desk#audit"),
    /** pages about oneself, and log-in */
    OWN("", "", "", null, "desk#accounts");

    private final String label;
    private final String address;
    private final String words;
    private final Right right;
    private final String chapter;

    Section(String label, String address, String words, Right right, String chapter) {
        this.label = label;
        this.address = address;
        this.words = words;
        this.right = right;
        this.chapter = chapter;
    }

    String label() {
        return label;
    }

    String address() {
        return address;
    }

    /** What a link in a sentence calls it. */
    String words() {
        return words;
    }

    /** The one that an address belongs to; the waybills where that is nowhere else. */
    static Section of(String path) {
        if (path == null) {
            return WAYBILLS;
        }
        return Arrays.stream(values())
                .filter(each -> each.right != null)
                .filter(each -> path.equals(each.address)
                        || path.startsWith(each.address + "/")
                        || path.startsWith(each.address + "."))
                .findFirst()
                .orElse(path.startsWith("/rejected") || path.startsWith("/rules") ? REJECTS : WAYBILLS);
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
