package io.waybill.format.csv;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * One encoding with a byte for each character, and how well the words of a text fit it. In a word all letters are of one script;
 * capitals begin it or fill it; there is no sign of money or mathematics in it; a word in Latin letters has some without accents, one in
 * Greek letters has an accent; and letters with a form for the end of a word are at its end.
 */
final class CodePage {
    private static final char UNDEFINED = '\uFFFD';
    /** Final forms of Hebrew and Greek letters, and the one of Arabic that ends words only. */
    private static final String LAST = "ךםןףץςة";
    /** A word of Greek has one of these, unless it is short or in capitals. */
    private static final String TONOS = "άέήίόύώΆΈΉΊΌΎΏ";
    /** What may be between two letters of a word, or of two words that belong together. */
    private static final String BETWEEN = "\u2018\u2019\u00B4\u00B7\u00AD\u2013\u2014\u2011\u00A0\u0640";

    private final Charset charset;
    private final char[] characters = new char[256];
    private long good;
    private long odd;
    private long oddLetters;
    private long mixed;
    private long mixedLine;

    CodePage(Charset charset) {
        this.charset = charset;
        for (int b = 0; b < characters.length; b++) {
            characters[b] = character(charset, (byte) b);
        }
    }

    private static char character(Charset charset, byte b) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(new byte[] {b})).get(0);
        } catch (CharacterCodingException e) {
            return UNDEFINED;
        }
    }

    Charset charset() {
        return charset;
    }

    /** A byte as its character, or what is wrong with it. */
    String shown(int b) {
        char c = characters[b];
        return c == UNDEFINED || Character.isISOControl(c) ? "no character" : String.valueOf(c);
    }

    /**
     * Characters beyond ASCII in words that fit, less those in words that do not; one with letters of two scripts, as there are in names
     * of things, speaks for nothing.
     */
    long score() {
        return good - oddLetters;
    }

    /** How many words have letters of two scripts. */
    long mixed() {
        return mixed;
    }

    /** The line of the first such word; 0 when there is none. */
    long mixedLine() {
        return mixedLine;
    }

    /** How many words do not fit, those with letters of two scripts among them. */
    long odd() {
        return odd;
    }

    /** Looks at ASCII letters and bytes beyond ASCII that stand together. */
    void look(byte[] bytes, int length, long line) {
        Look look = new Look();
        for (int i = 0; i < length; i++) {
            char before = i == 0 ? ' ' : characters[bytes[i - 1] & 0xFF];
            char after = i == length - 1 ? ' ' : characters[bytes[i + 1] & 0xFF];
            look.at(characters[bytes[i] & 0xFF], before, after);
        }
        look.endWord();
        if (look.isMixed && mixed++ == 0) {
            mixedLine = line;
        }
        if (look.isOdd || look.isMixed) {
            odd++;
        }
        if (look.isOdd) {
            oddLetters += look.beyond;
        } else if (!look.isMixed) {
            good += look.beyond;
        }
    }

    /** What was found in one run of letters. */
    private static final class Look {
        private boolean isOdd;
        private boolean isMixed;
        private int beyond;

        private UnicodeScript script;
        private int letters;
        private int plain;
        private int capitals;
        private boolean beginsWithCapital;
        private boolean accented;

        void at(char c, char before, char after) {
            beyond += c < 0x80 ? 0 : 1;
            isOdd |= isStray(c) && (isStray(before) || isStray(after));
            if (Character.isLetter(c)) {
                letter(c, after);
            } else if (c == UNDEFINED || Character.isISOControl(c)) {
                isOdd = true;
            } else if (BETWEEN.indexOf(c) >= 0) {
                endWord();
            } else if (isMark(c)) {
                isOdd |= letters == 0;
            } else {
                boolean degrees = c == '°' && (after == 'C' || after == 'F');
                isOdd |= Character.isLetter(after) && (isSign(c) || Character.isLetter(before)) && !degrees;
                endWord();
            }
        }

        private void letter(char c, char after) {
            UnicodeScript own = UnicodeScript.of(c);
            if (own != UnicodeScript.COMMON && own != UnicodeScript.INHERITED) {
                isMixed |= script != null && script != own;
                script = own;
            }
            isOdd |= LAST.indexOf(c) >= 0 && Character.isLetter(after);
            letters++;
            plain += c < 0x80 ? 1 : 0;
            accented |= TONOS.indexOf(c) >= 0;
            if (Character.isUpperCase(c)) {
                // McÉwan is rare, JŠrvi is a wrong encoding. Letters of ASCII are in every encoding.
                isOdd |= c >= 0x80 && capitals < letters - 1;
                capitals++;
                beginsWithCapital |= letters == 1;
            }
        }

        void endWord() {
            boolean latin = script == UnicodeScript.LATIN;
            isOdd |= latin && letters > 1 && plain == 0;
            isOdd |= !latin && capitals > (beginsWithCapital ? 1 : 0) && capitals < letters;
            isOdd |= script == UnicodeScript.GREEK && letters > 3 && capitals < letters && !accented;
            script = null;
            letters = 0;
            plain = 0;
            capitals = 0;
            beginsWithCapital = false;
            accented = false;
        }

        private static boolean isMark(char c) {
            int type = Character.getType(c);
            return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
        }

        /** Beyond ASCII, and neither a letter nor what texts have in pairs: two of them together are no text. */
        private static boolean isStray(char c) {
            int type = Character.getType(c);
            return c >= 0x80
                    && c != '\u00A0'
                    && !Character.isLetter(c)
                    && !isMark(c)
                    && type != Character.INITIAL_QUOTE_PUNCTUATION
                    && type != Character.FINAL_QUOTE_PUNCTUATION;
        }

        /** Of money, mathematics, drawings: a word does not begin with it either. */
        private static boolean isSign(char c) {
            int type = Character.getType(c);
            return type == Character.CURRENCY_SYMBOL
                    || type == Character.MATH_SYMBOL
                    || type == Character.OTHER_SYMBOL
                    || type == Character.MODIFIER_SYMBOL
                    || type == Character.OTHER_NUMBER;
        }
    }
}
