package io.waybill.reject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What people have chosen on the desk for open rejects of one cause, and what is not delivered yet.
 *
 * @param choices by answer and person, the most frequent first
 */
public record UndeliveredChoices(List<StandingChoice> choices) {
    /** Nothing is chosen. */
    public static final UndeliveredChoices NONE = new UndeliveredChoices(List.of());

    public UndeliveredChoices {
        choices = List.copyOf(choices);
    }

    /** Whether nothing is chosen. */
    public boolean isEmpty() {
        return choices.isEmpty();
    }

    /** What others than this account have chosen. */
    public UndeliveredChoices ofOthers(String account) {
        return new UndeliveredChoices(
                choices.stream().filter(choice -> !choice.by().equals(account)).toList());
    }

    /**
     * Those that differ from an answer.
     *
     * @param answer null for none
     */
    UndeliveredChoices without(String answer) {
        return new UndeliveredChoices(choices.stream()
                .filter(choice -> answer == null || !answer.equals(choice.answer()))
                .toList());
    }

    /** For how many rejects. */
    long rows() {
        return choices.stream().mapToLong(StandingChoice::rows).sum();
    }

    /** Those who chose, in alphabetical order. */
    public List<String> people() {
        return choices.stream().map(StandingChoice::by).distinct().sorted().toList();
    }

    /**
     * The value that is chosen for all of so many rows.
     *
     * @return empty when some of them have none or another one, are mended or dropped
     */
    public Optional<String> answerOfAll(long rows) {
        String first = choices.isEmpty() ? null : choices.get(0).answer();
        boolean all = first != null
                && choices.stream().allMatch(choice -> first.equals(choice.answer()))
                && choices.stream().mapToLong(StandingChoice::rows).sum() == rows;
        return all ? Optional.of(first) : Optional.empty();
    }

    /** When the latest choice was made, in microseconds since 1970: whoever sends it has seen all of them; 0 when nothing is chosen. */
    public long stamp() {
        return choices.stream()
                .map(StandingChoice::latest)
                .max(Comparator.naturalOrder())
                .map(UndeliveredChoices::stamp)
                .orElse(0L);
    }

    /** The same of one moment. */
    public static long stamp(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    /** The moment of a {@link #stamp}. */
    public static Instant moment(long stamp) {
        return Instant.EPOCH.plus(stamp, ChronoUnit.MICROS);
    }
}
