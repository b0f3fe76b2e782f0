package io.waybill.intake;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param finishedAt null while it is under way
 * @param sameAs the waybill that carried the same bytes before; null when there is none
 * @param message one or more sentences; empty when there is nothing to say
 * @param comparison what the target had before and after; null when there is none
 */
public record WaybillPage(
        long number,
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
        String message,
        JsonNode comparison,
        List<Step> steps,
        List<Tally> counts,
        List<Notice> notices,
        List<RejectCount> rejects,
        List<FileEntry> files) {
    /** Exit status of a command that waited for this waybill: all delivered. */
    public static final int ALL_DELIVERED = 0;
    /** Exit status: nothing was delivered. */
    public static final int FAILED = 1;
    /** Exit status: delivered, but some records were rejected. */
    public static final int WITH_REJECTS = 3;

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
            default -> FAILED;
        };
    }

    /** The drop that this waybill is of, its file still standing in the work folder. */
    Drop drop(Path file) {
        Map<String, String> others = new TreeMap<>(options);
        boolean again = others.remove("again") != null;
        others.remove("preview");
        return new Drop(number, feed, file, fileName, fileSize, sha256, new DropOptions(preview, again, token, others));
    }
}
