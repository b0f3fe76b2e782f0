package io.waybill.ledger;

import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything the ledger knows about one waybill.
 *
 * @param number the waybill number
 * @param kind whether it is a dropped file, an undo or a restore
 * @param feed the feed it belongs to
 * @param state how far it has come, or how it ended
 * @param message one or more sentences for the operator; empty when there is nothing to say
 * @param file what was dropped
 * @param request who dropped it, and with which options
 * @param times when it passed each state
 * @param run which program carried it, and how far it got
 * @param links other waybills it has to do with
 * @param cancellation null unless somebody has cancelled it
 * @param plan what it changes in the target, and what guards and people said about that
 * @param results what was found and done
 * @param recovery what is kept so that it can be undone
 */
public record LedgerEntry(
        long number,
        WaybillKind kind,
        FeedName feed,
        State state,
        String message,
        DroppedFile file,
        Request request,
        Times times,
        Run run,
        Links links,
        Cancellation cancellation,
        ReviewedPlan plan,
        Results results,
        Recovery recovery) {
    /** Exit status of a command that waited for this waybill: all delivered. */
    public static final int ALL_DELIVERED = 0;
    /** Exit status: nothing was delivered. */
    public static final int FAILED = 1;
    /** Exit status: delivered, but some records were rejected. */
    public static final int WITH_REJECTS = 3;
    /** Exit status: a guard holds it until somebody approves or declines the plan, or would hold what was previewed. */
    public static final int HELD = 4;

    /**
     * The file that was dropped. An undo and a restore have none: the name then says what they do, and the size is 0.
     *
     * @param name as it was dropped; never used as a path
     * @param size bytes
     * @param sha256 of its bytes, lower-case hex
     */
    public record DroppedFile(String name, long size, String sha256) {}

    /**
     * What the person who dropped the file, or requested the undo or restore, asked for.
     *
     * @param by name of that person; empty when they gave none
     * @param preview plan only, change nothing
     * @param token by which that person's program finds the waybill again; empty when nobody waits
     * @param options all options by name, in the order in which the ledger returns them
     */
    public record Request(String by, boolean preview, String token, Map<String, String> options) {
        /** The request in the form in which it came with the drop. */
        public DropOptions dropOptions() {
            Map<String, String> others = new TreeMap<>(options);
            boolean again = others.remove("again") != null;
            others.remove("preview");
            return new DropOptions(preview, again, token, by, others);
        }
    }

    /**
     * When a waybill passed each state.
     *
     * @param claimedAt when it got its number
     * @param finishedAt null while it is under way
     * @param steps all states in the order in which it reached them, over all attempts
     */
    public record Times(Instant claimedAt, Instant finishedAt, List<Step> steps) {
        private static final String TRIED = "tried";

        /**
         * How long it was held, waiting for people.
         *
         * @param now until when, while it is held
         */
        public Duration waited(Instant now) {
            Duration waited = Duration.ZERO;
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).state() == State.HELD) {
                    Instant until = i + 1 < steps.size() ? steps.get(i + 1).at() : now;
                    waited = waited.plus(Duration.between(steps.get(i).at(), until));
                }
            }
            return waited;
        }

        /**
         * What people call a step: the word of its state, but {@value #TRIED} where rows were written only to see what would become of
         * them, and taken back at once, as of a preview, and of a plan before it is held.
         *
         * @param index of the step
         */
        public String word(int index) {
            State state = steps.get(index).state();
            State next = index + 1 < steps.size() ? steps.get(index + 1).state() : state;
            boolean takenBack = next == State.HELD || next == State.PREVIEWED;
            return state == State.APPLYING && takenBack ? TRIED : state.word();
        }

        /** When it reached the state that it is in. */
        public Instant since() {
            return steps.isEmpty() ? claimedAt : steps.get(steps.size() - 1).at();
        }
    }

    /**
     * That somebody has cancelled a waybill.
     *
     * @param by name of that person
     * @param reason why; may be empty
     * @param at when
     */
    public record Cancellation(String by, String reason, Instant at) {}

    /** When a waybill reached a state. */
    public record Step(State state, Instant at) {}

    /**
     * The program that carried a waybill, and how far it got.
     *
     * @param version Waybill's own
     * @param account the operating system's account that Waybill ran under
     * @param configuration digest of everything besides the bytes that affects the result
     * @param attempts how often it was begun
     * @param progress percent of what its state does: of the file that is read, of the tables that are compared, of the changes that are
     *     written; 0 where nothing is measured
     */
    public record Run(String version, String account, String configuration, int attempts, int progress) {}

    /**
     * Other waybills that this one has to do with; null for each that does not exist.
     *
     * @param sameAs the waybill that carried the same bytes before
     * @param refersTo the waybill that this one undoes
     * @param undoneBy the waybill that undid this one
     */
    public record Links(Long sameAs, Long refersTo, Long undoneBy) {}

    /**
     * What is kept so that a waybill can be undone.
     *
     * @param backups taken before it changed anything
     * @param journalPrunedAt when its row-by-row changes were deleted because of their age; null while they are kept
     */
    public record Recovery(List<BackupLine> backups, Instant journalPrunedAt) {}

    /**
     * A backup that was taken before anything was changed.
     *
     * @param path of its folder
     * @param size bytes
     * @param removedAt when it was deleted; null while it is kept
     */
    public record BackupLine(String id, String path, long size, long rows, Instant removedAt) {}

    /** Whether it is held and somebody has approved or declined its plan, so that Waybill can carry on. */
    public boolean decided() {
        return state == State.HELD && plan.decided();
    }

    /** Whether it is held and somebody has declined its plan, so that it ends in a moment. */
    public boolean declined() {
        return decided() && !plan.latestVerdict().orElseThrow().approved();
    }

    /** Whether nothing more happens without a person: it has ended, or is held and waits for approval. */
    public boolean settled() {
        return state.terminal() || state == State.HELD && !decided();
    }

    /**
     * Whether its counts of changes say what was planned, or would have been done: it has ended without changing anything, or is held, also for
     * the moment between a decision and what follows from it.
     */
    public boolean onlyPlanned() {
        return (state == State.HELD || state.terminal()) && state.changedNothing() && state != State.UNCHANGED;
    }

    /** Exit status of a command that waited for this waybill. */
    public int exitStatus() {
        return switch (state) {
            case PREVIEWED -> plan.wouldBeHeld() ? HELD : withRejects();
            case DELIVERED, UNCHANGED -> withRejects();
            case HELD -> HELD;
            default -> FAILED;
        };
    }

    /** The same without the rows that its checks give as examples. */
    public LedgerEntry withoutExamples() {
        return new LedgerEntry(
                number,
                kind,
                feed,
                state,
                message,
                file,
                request,
                times,
                run,
                links,
                cancellation,
                plan,
                results.withoutExamples(),
                recovery);
    }

    private int withRejects() {
        return results.rejected() > 0 ? WITH_REJECTS : ALL_DELIVERED;
    }

    /**
     * The drop of this waybill, while its file is still in the work folder.
     *
     * @param file where the file is; whether its bytes are still the same has not been checked
     */
    public Drop drop(Path file) {
        return new Drop(
                number,
                kind,
                feed,
                file,
                this.file.name(),
                this.file.size(),
                this.file.sha256(),
                request.dropOptions(),
                times.claimedAt());
    }
}
