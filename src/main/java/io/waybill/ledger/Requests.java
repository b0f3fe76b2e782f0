package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.ReviewedPlan.Verdict;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What people ask for without dropping a file: approve or decline a held plan, take a waybill back, bring a backup back. Each is
 * written down here and carried by the routes of the process that watches the folders, as a drop is. Safe for use by several threads.
 */
public final class Requests {
    /** Option of a restore: id of the backup. */
    public static final String BACKUP = "backup";

    private final Ledger ledger;
    private final LedgerReader reader;
    private final String version;

    /** @param version Waybill's own */
    public Requests(Ledger ledger, LedgerReader reader, String version) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.reader = requireNonNull(reader, "reader");
        this.version = requireNonNull(version, "version");
    }

    /**
     * Says of a held plan that it is to be applied, or not.
     *
     * @param approved otherwise it is declined
     * @param by name of the person who says so
     * @param note why; may be empty
     * @param fingerprint of the plan that the person has seen; null for the one that is there now
     * @return the waybill as it stands
     * @throws RequestRefusedException when there is no such waybill, it is not held, or another plan has taken the place of the one
     *     that was seen
     * @throws LedgerException when the ledger does not answer
     */
    public LedgerEntry decide(long number, boolean approved, String by, String note, String fingerprint) {
        requireName(by);
        LedgerEntry page = page(number);
        if (page.state() != State.HELD) {
            throw new RequestRefusedException("Waybill " + number + " is not held but "
                    + page.state().word() + ": there is nothing to " + (approved ? "approve." : "decline."));
        }
        if (page.decided()) {
            Verdict verdict = page.plan().latestVerdict().orElseThrow();
            throw new RequestRefusedException("Waybill " + number + " was "
                    + (verdict.approved() ? "approved" : "declined") + " by " + verdict.by() + " already.");
        }
        if (fingerprint != null && !fingerprint.equals(page.plan().fingerprint())) {
            throw new RequestRefusedException("Waybill " + number
                    + " has another plan by now than the one that was looked at: look at it again.");
        }
        ledger.verdict(number, approved, page.plan().fingerprint(), by.strip(), note == null ? "" : note.strip());
        return page(number);
    }

    /**
     * Asks for a waybill to be taken back.
     *
     * @param preview whether only to see what that would change
     * @param by name of the person who asks
     * @param token lets the one who asks find the undo's waybill again
     * @return the number of the undo's waybill; empty when the waybill was taken back already, so that nothing is to be done
     * @throws RequestRefusedException when it cannot be taken back
     * @throws LedgerException when the ledger does not answer
     */
    public Optional<Long> undo(long number, boolean preview, String by, String token) {
        requireName(by);
        LedgerEntry page = page(number);
        if (page.state() == State.UNDONE) {
            return Optional.empty();
        }
        String why = whyNot(page);
        if (why != null) {
            throw new RequestRefusedException("Waybill " + number + " cannot be taken back: " + why);
        }
        return Optional.of(ledger.request(
                WaybillKind.UNDO,
                page.feed(),
                "undo of waybill " + number,
                number,
                new DropOptions(preview, true, token, by.strip(), Map.of()),
                by.strip(),
                version));
    }

    /**
     * Asks for a backup to be brought back, which is there and sound.
     *
     * @param backup its id
     * @param feed before whose delivery it was taken
     * @param preview whether only to see what that would change
     * @param by name of the person who asks
     * @param token lets the one who asks find the restore's waybill again
     * @return the number of the restore's waybill
     * @throws RequestRefusedException when nobody says who asks
     * @throws LedgerException when the ledger does not answer
     */
    public long restore(String backup, FeedName feed, boolean preview, String by, String token) {
        requireName(by);
        return ledger.request(
                WaybillKind.RESTORE,
                feed,
                "restore of backup " + backup,
                null,
                new DropOptions(preview, true, token, by.strip(), Map.of(BACKUP, backup)),
                by.strip(),
                version);
    }

    /** A token of its own, by which the ledger finds the waybill of a request. */
    public static String newToken() {
        return UUID.randomUUID().toString();
    }

    private static String whyNot(LedgerEntry page) {
        if (page.kind() == WaybillKind.UNDO) {
            return "it is an undo itself. Drop the file of waybill "
                    + page.links().refersTo() + " again instead.";
        }
        if (page.state() == State.HELD) {
            return "it is held and has changed nothing. Decline it instead.";
        }
        if (!page.state().terminal()) {
            return "it is still under way.";
        }
        if (page.state() != State.DELIVERED) {
            return "it is " + page.state().word() + " and has changed nothing.";
        }
        if (page.plan().isEmpty()) {
            return "it led to files only and has changed nothing in the target.";
        }
        if (page.recovery().journalPrunedAt() != null) {
            return "what it changed, row by row, was thrown away because of its age (waybill.journal.keep).";
        }
        return null;
    }

    private LedgerEntry page(long number) {
        return reader.show(number)
                .orElseThrow(
                        () -> new RequestRefusedException("There is no waybill " + number + ": see waybill list."));
    }

    private static void requireName(String by) {
        if (by == null || by.isBlank() || by.length() > 100 || by.chars().anyMatch(Character::isISOControl)) {
            throw new RequestRefusedException("Who asks for it? A name of at most 100 characters is needed.");
        }
    }
}
