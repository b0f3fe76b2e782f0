package io.waybill.cli;

import io.waybill.format.NearestName;
import io.waybill.model.State;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A state by the word that people use for it, in whatever case it is typed. */
final class StateWord implements ITypeConverter<State> {
    private static List<String> words() {
        return Arrays.stream(State.values()).map(State::word).toList();
    }

    @Override
    public State convert(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!words().contains(lower)) {
            throw new TypeConversionException("'" + word + "' is no state"
                    + NearestName.suggestion(word, words())
                    + "; there are: " + String.join(", ", words()));
        }
        return State.ofWord(lower);
    }

    /** All words, as the help lists them and a terminal completes them. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
