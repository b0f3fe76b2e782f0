package io.waybill.ledger.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody did, as the audit list has it. */
public enum Act {
    LOG_IN("logged in"),
    LOG_IN_FAILED("could not log in"),
    LOG_OUT("logged out"),
    REFUSED("was refused"),
    PASSWORD_CHANGED("changed their password"),
    ACCOUNT_ADDED("added an account"),
    ACCOUNT_REMOVED("removed an account"),
    ROLE_CHANGED("changed a role"),
    PASSWORD_RESET("reset a password"),
    ACCOUNT_LOCKED("locked an account"),
    ACCOUNT_UNLOCKED("unlocked an account"),
    SESSIONS_ENDED("ended sessions"),
    TOKEN_MADE("made a token"),
    TOKEN_REVOKED("revoked a token"),
    DROPPED("dropped a file"),
    ANSWERED("answered rejects"),
    ROW_MENDED("mended a row"),
    RULE_SAVED("saved a rule"),
    RULE_REMOVED("removed a rule"),
    APPROVED("approved a plan"),
    DECLINED("declined a plan"),
    CANCELLED("cancelled a drop"),
    UNDONE("asked for an undo"),
    RESTORED("asked for a restore"),
    VERIFIED("verified a backup"),
    REFRESHED("started a refresh"),
    DOWNLOADED("downloaded");

    private final String words;

    Act(String words) {
        this.words = words;
    }

    /** As a sentence about somebody has it: {@code approved a plan}. */
    public String words() {
        return words;
    }

    /** As the ledger, addresses and programs have it: {@code log-in-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return empty when there is no such act */
    public static Optional<Act> ofWord(String word) {
        return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
    }
}
