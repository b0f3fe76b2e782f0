package io.waybill.school.policy;

import io.waybill.format.csv.NothingWords;
import java.util.Locale;
import java.util.Set;

/**
 * What one school does in its own way.
 *
 * @param years how it counts them
 * @param staffDomains staff are active in the calendar when their e-mail address is in one of these; in small letters
 * @param houseName with {@code {name}}: {@code {name} House}
 * @param wholeHouses houses, by their names, that are not split by year
 * @param nothing words in the cells of tables that are read as an empty cell
 */
public record SchoolPolicy(
        YearRules years, Set<String> staffDomains, String houseName, Set<String> wholeHouses, NothingWords nothing) {
    private static final String NAME = "{name}";

    public SchoolPolicy {
        staffDomains = Set.copyOf(staffDomains);
        wholeHouses = Set.copyOf(wholeHouses);
        if (!houseName.contains(NAME)) {
            throw new IllegalArgumentException("the name of a house needs " + NAME + ": " + houseName);
        }
    }

    /** Whether somebody with this address plays a part in the calendar. */
    public boolean isActive(String email) {
        int at = email.lastIndexOf('@');
        return at >= 0 && staffDomains.contains(email.substring(at + 1).toLowerCase(Locale.ROOT));
    }

    /** What the school calls a house. */
    public String houseName(String name) {
        return houseName.replace(NAME, name);
    }

    /** The year in which a pupil of this year of the national curriculum would have begun in the school's first. */
    public int startYear(int eraStart, int year) {
        return eraStart + 1 - years.own(year);
    }
}
