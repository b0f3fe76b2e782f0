package io.waybill.match;

/**
 * A name that was changed by adding words before or after it, or by removing them: {@code phy → phy_new}. This is the most common way
 * of renaming.
 *
 * @param likelihood from 0 to 1
 */
record RenamedSegment(double likelihood) {
    /** Separates the words of a folded name. */
    static final char SEPARATOR = '_';

    private static final double A_WORD = 0.95;
    /** Numbers distinguish the members of a series: {@code paper_1} and {@code paper_2} are different papers. */
    private static final double A_NUMBER = 0.78;

    private static final double EACH_FURTHER_WORD = 0.03;
    private static final double MANY_WORDS = 0.86;

    /**
     * Compares two names.
     *
     * @return null when neither name is the other one with words before or after it
     */
    static RenamedSegment of(String one, String other) {
        String longer = one.length() > other.length() ? one : other;
        String shorter = one.length() > other.length() ? other : one;
        int more = longer.length() - shorter.length();
        if (shorter.isEmpty() || more < 2) {
            return null;
        }
        if (longer.startsWith(shorter) && longer.charAt(shorter.length()) == SEPARATOR) {
            return byWords(longer.substring(shorter.length() + 1));
        }
        if (longer.endsWith(shorter) && longer.charAt(more - 1) == SEPARATOR) {
            return byWords(longer.substring(0, more - 1));
        }
        return null;
    }

    private static RenamedSegment byWords(String words) {
        if (words.chars().anyMatch(Character::isDigit)) {
            return new RenamedSegment(A_NUMBER);
        }
        long further = words.chars().filter(c -> c == SEPARATOR).count();
        return new RenamedSegment(Math.max(MANY_WORDS, A_WORD - further * EACH_FURTHER_WORD));
    }
}
