package io.waybill.school.source;

import static java.util.Objects.requireNonNull;

import io.waybill.match.Decision;
import io.waybill.match.Decisions;
import io.waybill.match.RuleUse;
import io.waybill.match.RuleUses;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people have answered about things in exports of a source that could not be used. An answer is asked for only where the export itself
 * says nothing that can be used, so that a corrected export is never overruled. What a code or number means is answered for all records of a
 * type, another wrong value for its record alone. For one thread.
 */
public final class Answers {
    /** The kind under which answers are kept. */
    public static final String KIND = "answer";

    /** The answer that a record is about somebody whom the calendar does not know yet. */
    public static final String NEW = "new";

    /** The rule of somebody who may be one of several people. */
    public static final String DOUBTFUL_PERSON = "doubtful-person";

    /** The rule of a place that no room is called. Places are written by hand: only one that is similar to a room has to be looked at. */
    public static final String UNLIKE_ROOMS = "place-reference";

    /** The rules of references, whose answers hold for all records of a type. */
    private static final Set<String> REFERENCES =
            Set.of("unknown-reference", "ambiguous-reference", "no-tutor", UNLIKE_ROOMS);

    private final String source;
    private final Decisions given;
    private final Decisions earlier;
    private final RuleUses uses = new RuleUses();

    /**
     * The answers about exports of a source.
     *
     * @param source what the calendar calls it
     * @param given those that the drop brings
     * @param earlier those that are kept from earlier drops
     */
    public Answers(String source, Decisions given, Decisions earlier) {
        this.source = requireNonNull(source, "source");
        this.given = requireNonNull(given, "given");
        this.earlier = requireNonNull(earlier, "earlier");
    }

    /** No answers, for exports that are read as they are. */
    public static Answers none() {
        return new Answers("", Decisions.NONE, Decisions.NONE);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return given.isEmpty() && earlier.isEmpty();
    }

    /**
     * The cells by which an answer about a field is kept.
     *
     * @param source what the calendar calls it
     * @param record as people name it: {@code Schedule 1003}
     * @param rule that the value failed
     * @param found the value; {@code ""} for none
     */
    public static List<String> keyOfValue(String source, String record, String field, String rule, String found) {
        return REFERENCES.contains(rule) && !found.isEmpty()
                ? reference(source, record, field, found)
                : value(source, record, field, found);
    }

    /** The cells by which the answer is kept who a person of an export is. */
    public static List<String> keyOfPerson(String source, String record) {
        return List.of(source, "person", record);
    }

    /** The cells by which is kept that something in an export is left out. */
    public static List<String> keyOfLeftOut(String source, String record, String field, String rule, String found) {
        return List.of(source, "left out", record, field, rule, found);
    }

    private static List<String> reference(String source, String record, String field, String found) {
        int space = record.indexOf(' ');
        return List.of(source, "meaning", space < 0 ? record : record.substring(0, space), field, found);
    }

    private static List<String> value(String source, String record, String field, String found) {
        return List.of(source, "value", record, field, found);
    }

    /**
     * What is meant by a value that cannot be used.
     *
     * @param record as people name it
     * @param found the value; null or {@code ""} for none
     */
    public Optional<String> meaning(String record, String field, String found) {
        if (isEmpty() || field == null) {
            return Optional.empty();
        }
        String value = found == null ? "" : found;
        return answer(reference(source, record, field, value)).or(() -> answer(value(source, record, field, value)));
    }

    /** Who a person is: the number of a row of the calendar, or {@link #NEW}. */
    public Optional<String> person(String record) {
        return answer(keyOfPerson(source, record));
    }

    /** Whether something is left out that cannot be used. */
    public boolean isLeftOut(String record, String field, String rule, String found) {
        return answer(keyOfLeftOut(source, record, field, rule, found))
                .filter(Decision::isDrop)
                .isPresent();
    }

    private Optional<String> answer(List<String> key) {
        Optional<String> now = given.answer(key);
        if (now.isPresent()) {
            return now;
        }
        Optional<String> before = earlier.answer(key);
        before.ifPresent(none -> uses.answer(KIND, key));
        return before;
    }

    /** Which of the earlier answers have been used, and how often. */
    public List<RuleUse> uses() {
        return uses.all();
    }
}
