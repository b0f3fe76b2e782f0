package io.waybill.cli;

import io.waybill.desk.account.Role;
import io.waybill.format.NearestName;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A role by the word that people use for it, in whatever case it is typed. */
final class RoleWord implements ITypeConverter<Role> {
    private static List<String> words() {
        return Arrays.stream(Role.values()).map(Role::word).toList();
    }

    @Override
    public Role convert(String word) {
        return Role.ofWord(word.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is no role"
                        + NearestName.suggestion(word, words())
                        + "; there are: " + String.join(", ", words())));
    }

    /** All words, as a terminal completes them. */
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
