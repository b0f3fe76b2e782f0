package io.waybill.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What an examination has found about one subject.
 *
 * @param level whether that is well
 * @param subject one or two words, such as {@code rights}
 * @param sentence what was found, for an operator, without passwords
 * @param mend the statement or command that mends it; empty when nothing has to be mended, or the sentence says how
 */
public record Finding(Level level, String subject, String sentence, String mend) {
    public Finding {
        requireNonNull(level, "level");
        requireNonNull(subject, "subject");
        requireNonNull(sentence, "sentence");
        requireNonNull(mend, "mend");
    }

    /** How good or bad it is. */
    public enum Level {
        /** As Waybill needs it. */
        WELL,
        /** Waybill works with it, but somebody should know. */
        NOTE,
        /** Something does not work, now or later, until it is mended. */
        MISSING
    }

    static Finding well(String subject, String sentence) {
        return new Finding(Level.WELL, subject, sentence, "");
    }

    static Finding note(String subject, String sentence, String mend) {
        return new Finding(Level.NOTE, subject, sentence, mend);
    }

    static Finding missing(String subject, String sentence, String mend) {
        return new Finding(Level.MISSING, subject, sentence, mend);
    }

    /** Whether something has to be mended. */
    public boolean isMissing() {
        return level == Level.MISSING;
    }

    /** The sentence and what mends it, in one line. */
    public String line() {
        return mend.isEmpty() ? sentence : sentence + " Mend it by: " + mend;
    }
}
