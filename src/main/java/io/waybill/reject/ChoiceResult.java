package io.waybill.reject;

import static java.util.Objects.requireNonNull;

/**
 * What became of a choice.
 *
 * @param rows for how many rejects it was made
 * @param standing what others have chosen that the person has not seen: then nothing was changed
 */
public record ChoiceResult(int rows, UndeliveredChoices standing) {
    public ChoiceResult {
        requireNonNull(standing, "standing");
    }
}
