package io.waybill.lino.config;

import static java.util.Objects.requireNonNullElse;

/**
 * What becomes of values of a dump that cannot be taken as they are.
 *
 * @param babelNone the word None as a translation
 * @param rounding numbers with more decimals than their column keeps
 * @param localTimes local times that came twice or never, when clocks were changed
 * @param nul texts with the NUL character
 * @param genericReferences generic references to rows that do not exist
 */
public record ValueRules(
        NoneText babelNone, Rounding rounding, LocalTimes localTimes, Nul nul, GenericReferences genericReferences) {
    /** What applies where the mapping file says nothing. */
    public static final ValueRules USUAL = new ValueRules(null, null, null, null, null);

    public ValueRules {
        babelNone = requireNonNullElse(babelNone, NoneText.NULL);
        rounding = requireNonNullElse(rounding, Rounding.REJECT);
        localTimes = requireNonNullElse(localTimes, LocalTimes.EARLIER);
        nul = requireNonNullElse(nul, Nul.REJECT);
        genericReferences = requireNonNullElse(genericReferences, GenericReferences.REJECT);
    }

    /** The word None as a translation: dump2py writes it for a translation that does not exist. */
    public enum NoneText {
        /** no translation; an empty text where the column needs a value */
        NULL,
        /** the word itself */
        KEEP,
        /** an empty text */
        EMPTY
    }

    /** Numbers with more decimals than their column keeps. */
    public enum Rounding {
        /** the row is a reject */
        REJECT,
        /** to the nearest number that the column keeps, a half to the even one */
        HALF_EVEN
    }

    /** Local times that came twice or never, when clocks were changed. */
    public enum LocalTimes {
        /** the earlier of the two points in time */
        EARLIER,
        /** the later of the two points in time */
        LATER,
        /** the row is a reject */
        REJECT
    }

    /** Texts with the NUL character, which PostgreSQL cannot store. */
    public enum Nul {
        /** the row is a reject */
        REJECT,
        /** the character is left out */
        DROP
    }

    /** Generic references to rows that do not exist. */
    public enum GenericReferences {
        /** the row is a reject */
        REJECT,
        /** the row is delivered as it is, with a notice */
        KEEP
    }
}
