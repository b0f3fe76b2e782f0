package io.waybill.lino.repair;

import io.waybill.match.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Suggests keys for a remap: a row whose unique value another row of the site has may be that row, under a new key. So whatever refers to it,
 * or extends it, may refer to the other one.
 */
final class RepairCandidates {
    private final Map<List<String>, RepairError> byRow = new HashMap<>();

    /** @param errors all of a repair */
    RepairCandidates(List<RepairError> errors) {
        errors.stream().filter(error -> error.key() != null).forEach(error -> byRow.putIfAbsent(row(error), error));
    }

    private static List<String> row(RepairError error) {
        return List.of(error.table(), error.key());
    }

    /** What a row may be, or refer to; none when nothing is known. */
    List<Candidate> of(RepairError error) {
        return clash(error).map(clash -> List.of(candidate(clash))).orElse(List.of());
    }

    /** The error of the row at the end of a chain of references, if that is a unique value which another row has. */
    private Optional<RepairError> clash(RepairError error) {
        RepairError at = error;
        for (int link = 0; at != null && link <= byRow.size(); link++) {
            if (at.reason() == Reason.DUPLICATE_UNIQUE) {
                return Optional.of(at).filter(clash -> clash.other() != null && clash.key() != null);
            }
            boolean sameRow = at == error || at.reason() == Reason.MTI_PARENT_MISSING;
            at = !sameRow || at.parent() == null || at.found() == null
                    ? null
                    : byRow.get(List.of(at.parent(), at.found()));
        }
        return Optional.empty();
    }

    private static Candidate candidate(RepairError clash) {
        return new Candidate(
                clash.other(),
                1,
                "has the same " + clash.column() + ": remap " + clash.table() + " {" + clash.key() + ": "
                        + clash.other() + "} lets references follow");
    }
}
