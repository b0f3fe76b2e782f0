package io.waybill.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.FileEntry;
import io.waybill.model.Notice;
import io.waybill.model.State;
import io.waybill.model.Tally;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that the ledger knows of one waybill.
 *
 * @param configuration digest of what besides the bytes decided
 * @param options what the person who dropped it asked for
 * @param claimedBy account that ran Waybill
 * @param finishedAt null while it is under way
 * @param sameAs the waybill that carried the same bytes before; null when there is none
 * @param refersTo the waybill that an undo takes back; null for others
 * @param undoneBy the waybill that took this one back; null when none did
 * @param requestedBy who dropped it, as far as they said, or asked for an undo or a restore; empty when nobody knows
 * @param journalPrunedAt when its changes, row by row, were thrown away because of their age; null while they are there
 * @param message one or more sentences; empty when there is nothing to say
 * @param comparison what the target had before and after; null when there is none
 */
public record LedgerEntry(
        long number,
        WaybillKind kind,
        FeedName feed,
        State state,
        boolean preview,
        String fileName,
        long fileSize,
        String sha256,
        String configuration,
        Map<String, String> options,
        String token,
        String waybillVersion,
        String claimedBy,
        Instant claimedAt,
        Instant finishedAt,
        int attempts,
        int progress,
        Long sameAs,
        Long refersTo,
        Long undoneBy,
        String requestedBy,
        Instant journalPrunedAt,
        String message,
        JsonNode comparison,
        List<Step> steps,
        List<Tally> counts,
        List<Notice> notices,
        List<RejectCount> rejects,
        List<FileEntry> files,
        List<TablePlanLine> plan,
        List<GuardLine> guards,
        List<Verdict> verdicts,
        List<BackupLine> backups,
        List<CheckLine> checks) {
    /** Exit status of a command that waited for this waybill: all delivered. */
    public static final int ALL_DELIVERED = 0;
    /** Exit status: nothing was delivered. */
    public static final int FAILED = 1;
    /** Exit status: delivered, but some records were rejected. */
    public static final int WITH_REJECTS = 3;
    /** Exit status: a guard holds it until somebody approves or declines the plan. */
    public static final int HELD = 4;

    /**
     * One table's part of the plan.
     *
     * @param table as people call it
     * @param rowsBefore how many rows it had when the plan was made
     */
    public record TablePlanLine(
            String table,
            String model,
            long rowsBefore,
            long inserted,
            long updated,
            long retired,
            long deleted,
            long unchanged,
            String fingerprint) {
        /** How many rows differ. */
        public long changes() {
            return inserted + updated + retired + deleted;
        }
    }

    /**
     * A limit on the plan.
     *
     * @param guard its name: {@code deletes}
     * @param subject what was measured: a table, a model, a kind of row
     * @param measured how many
     * @param ofAll of how many; 0 where there is nothing to compare with
     * @param most the limit in words
     * @param sentence what was found, with figures
     */
    public record GuardLine(
            String guard, String subject, long measured, long ofAll, String most, boolean tripped, String sentence) {}

    /**
     * What a person said of a held plan.
     *
     * @param approved otherwise it was declined
     * @param fingerprint of the plan that was meant
     */
    public record Verdict(boolean approved, String fingerprint, String by, String note, Instant at) {}

    /**
     * A backup that was taken before it changed anything.
     *
     * @param path where it stands
     * @param size bytes
     * @param removedAt when it was thrown away; null while it is there
     */
    public record BackupLine(String id, String path, long size, long rows, Instant removedAt) {}

    /**
     * What a check of the feed has found.
     *
     * @param error whether the delivery is rolled back when it finds something; otherwise it is only told
     * @param sentence what a person is told then
     * @param rows how many offenders
     * @param examples what the first of them show
     * @param failure why it could not be run; empty when it was
     */
    public record CheckLine(
            String name,
            boolean error,
            String sentence,
            long rows,
            List<String> examples,
            long milliseconds,
            String failure) {
        public boolean passed() {
            return rows == 0 && failure.isEmpty();
        }
    }

    /** Of the whole plan: it tells one plan from another. Empty when there is none. */
    public String fingerprint() {
        return plan.isEmpty()
                ? ""
                : PlanFingerprint.of(
                        plan.stream().map(TablePlanLine::fingerprint).toList());
    }

    /** Whether somebody has said, since it was held, what is to become of it. */
    public boolean decided() {
        return state == State.HELD
                && !verdicts.isEmpty()
                && verdicts.get(verdicts.size() - 1).fingerprint().equals(fingerprint());
    }

    /** Whether nothing more happens to it unless somebody says so: it has ended, or it is held and waits for a person. */
    public boolean settled() {
        return state.terminal() || state == State.HELD && !decided();
    }

    /** When it reached a state. */
    public record Step(State state, Instant at) {}

    /**
     * Rejects of one kind.
     *
     * @param kind what the rows are
     * @param rule that they broke
     * @param state {@code open}, {@code solved}, {@code dropped} or {@code reported}
     * @param count how many
     */
    public record RejectCount(String kind, String rule, String state, long count) {}

    /** Records that were not delivered, over all subjects. */
    public long rejected() {
        return counts.stream().mapToLong(Tally::rejected).sum();
    }

    /** Exit status of a command that waited for this waybill. */
    public int exitStatus() {
        return switch (state) {
            case DELIVERED, PREVIEWED, UNCHANGED -> rejected() > 0 ? WITH_REJECTS : ALL_DELIVERED;
            case HELD -> HELD;
            default -> FAILED;
        };
    }

    /** The drop that this waybill is of, its file still standing in the work folder; whether it is still the same is not known. */
    public Drop drop(Path file) {
        Map<String, String> others = new TreeMap<>(options);
        boolean again = others.remove("again") != null;
        others.remove("preview");
        return new Drop(
                number,
                kind,
                feed,
                file,
                fileName,
                fileSize,
                sha256,
                new DropOptions(preview, again, token, requestedBy, others),
                claimedAt);
    }
}
