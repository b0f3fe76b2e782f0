package io.waybill.ledger;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.ReviewedPlan.Verdict;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.util.Map;
import java.util.Optional;

/**
 * What people request without dropping a file: approving or declining a held plan, cancelling, undoing a waybill, restoring a backup. Each
 * request is entered into the ledger here, and carried like a drop by the routes of the process that watches the folders. Safe for use by several threads.
 */
public final class Requests {
    /** Name of a restore's option: the id of the backup. */
    public static final String BACKUP = "backup";

    private static final int LONGEST_REASON = 500;

    private final Ledger ledger;
    private final LedgerReader reader;
    private final String version;
    private final boolean fourEyes;

    /** @param version the version of Waybill */
    public Requests(Ledger ledger, LedgerReader reader, String version) {
        this(ledger, reader, version, false);
    }

    /**
     * The same, perhaps with four eyes.
     *
     * @param fourEyes whether whoever dropped a file may not approve its plan
     */
    public Requests(Ledger ledger, LedgerReader reader, String version, boolean fourEyes) {
        this.fourEyes = fourEyes;
        this.ledger = requireNonNull(ledger, "ledger");
        this.reader = requireNonNull(reader, "reader");
        this.version = requireNonNull(version, "version");
    }

    /**
     * Approves or declines a held plan.
     *
     * @param approved false to decline it
     * @param by name of the person who decides
     * @param reason why; may be empty
     * @param fingerprint of the plan that the person has seen; null for the current one
     * @return the waybill with the decision
     * @throws RequestRefusedException when there is no such waybill, it is not held, it has been decided already, or its plan has
     *     changed since
     * @throws OwnPlanException when four eyes are needed and it is their own
     * @throws LedgerException when the ledger does not answer
     */
    public LedgerEntry decide(long number, boolean approved, String by, String reason, String fingerprint) {
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
            throw new RequestRefusedException(
                    "Waybill " + number + " has a new plan since you looked at it: look at it again.");
        }
        if (approved && isOwn(page, by)) {
            throw new OwnPlanException(number, by.strip(), page.request().by());
        }
        ledger.verdict(number, approved, page.plan().fingerprint(), by.strip(), reason == null ? "" : reason.strip());
        return page(number);
    }

    /**
     * Cancels a waybill that is under way. Whoever carries it breaks it off: nothing is changed, and its file goes to the error folder.
     *
     * @param by name of the person who cancels it
     * @param reason why
     * @return the waybill, cancelled; it ends a moment later
     * @throws RequestRefusedException when there is no such waybill, it has ended, it is held, it was cancelled before, or name or reason is
     *     missing
     * @throws LedgerException when the ledger does not answer
     */
    public LedgerEntry cancel(long number, String by, String reason) {
        requireName(by);
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new RequestRefusedException("Why? A reason of at most " + LONGEST_REASON
                    + " characters is needed; it is kept with the waybill.");
        }
        requireUnderWay(page(number));
        if (!ledger.cancel(number, by.strip(), reason.strip())) {
            requireUnderWay(page(number));
        }
        return page(number);
    }

    private static void requireUnderWay(LedgerEntry page) {
        if (page.state().terminal()) {
            throw new RequestRefusedException("Waybill " + page.number() + " has ended, it is "
                    + page.state().word() + ": there is nothing to cancel."
                    + (page.state() == State.DELIVERED ? " Undo it instead." : ""));
        }
        if (page.cancellation() != null) {
            throw new RequestRefusedException("Waybill " + page.number() + " was cancelled by "
                    + page.cancellation().by() + " already.");
        }
        if (page.declined()) {
            throw new RequestRefusedException("Waybill " + page.number() + " was declined by "
                    + page.plan().latestVerdict().orElseThrow().by()
                    + ": it ends in a moment, and there is nothing to cancel.");
        }
        if (page.state() == State.HELD && !page.decided()) {
            throw new RequestRefusedException(
                    "Waybill " + page.number() + " is held and has changed nothing: decline it instead.");
        }
    }

    /** Whether four eyes keep somebody from approving a waybill, because they asked for it themselves. */
    public boolean isOwn(LedgerEntry page, String name) {
        return fourEyes && page.request().by().strip().equalsIgnoreCase(name.strip());
    }

    /**
     * Requests the undo of a waybill.
     *
     * @param preview whether only to show what it would change
     * @param by name of the person
     * @param token for finding the undo's waybill again
     * @return the number of the undo's waybill; empty when the waybill has been undone already
     * @throws RequestRefusedException when it cannot be undone, or no name is given
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
     * Requests the restore of a backup. The caller has checked that it exists and is sound.
     *
     * @param backup its id
     * @param feed the feed whose delivery it was taken before
     * @param preview whether only to show what it would change
     * @param by name of the person
     * @param token for finding the restore's waybill again
     * @return the number of the restore's waybill
     * @throws RequestRefusedException when no name is given
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
            return "it made files only and has changed nothing in the target.";
        }
        if (page.recovery().journalPrunedAt() != null) {
            return "what it changed, row by row, is no longer kept: it is too long ago.";
        }
        return null;
    }

    private LedgerEntry page(long number) {
        return reader.show(number)
                .orElseThrow(() -> new RequestRefusedException("There is no waybill " + number + "."));
    }

    private static void requireName(String by) {
        if (by == null || by.isBlank() || by.length() > 100 || by.chars().anyMatch(Character::isISOControl)) {
            throw new RequestRefusedException("Who asks for it? A name of at most 100 characters is needed.");
        }
    }
}
