package io.waybill.lino.record;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The languages of the site that is delivered into. A text in several languages has a column for each: {@code name} for the site's own
 * language, {@code name_de} and {@code name_pt_BR} for others.
 *
 * @param all the site's own first
 */
public record TargetLanguages(List<String> all) {
    public TargetLanguages {
        all = List.copyOf(all);
    }

    /** The column of a text in one of the languages. */
    String column(String base, String language) {
        return language.equals(all.get(0)) ? base : base + "_" + language;
    }

    /**
     * Which of a dump's languages belongs in one of these: the same one, or for a regional language such as {@code de_CH} the language that
     * it is a variant of, unless the site has that, too.
     */
    Optional<String> source(String language, Collection<String> languages) {
        if (languages.contains(language)) {
            return Optional.of(language);
        }
        String bare = language.replaceFirst("_.*", "");
        return Optional.of(bare).filter(each -> languages.contains(each) && !all.contains(each));
    }
}
