package io.waybill.format.lino;

import io.waybill.format.Position;
import java.util.List;

/**
 * A logical line of a script: what stands between two ends of lines that no bracket or backslash joins.
 *
 * @param indent width of the blanks at its start
 * @param tokens of the line; none for a comment that stands alone
 * @param at where it begins
 * @param comment the text of a comment that stands alone; null of every other line
 */
record ScriptLine(long indent, List<Token> tokens, Position at, String comment) {
    /**
     * One token.
     *
     * @param kind name, number, text or symbol
     * @param text of a name, number or text; the character of a symbol
     */
    record Token(PythonScanner.Kind kind, String text, Position at) {
        boolean is(String word) {
            return kind != PythonScanner.Kind.TEXT && text.equals(word);
        }
    }

    boolean isComment() {
        return tokens.isEmpty();
    }

    boolean startsWith(String... words) {
        if (tokens.size() < words.length) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean endsWith(String word) {
        return !tokens.isEmpty() && tokens.get(tokens.size() - 1).is(word);
    }

    /** The line's tokens with a blank between each two, for messages. */
    String shown() {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            boolean apart = text.length() > 0
                    && Character.isLetterOrDigit(text.charAt(text.length() - 1))
                    && token.kind() != PythonScanner.Kind.SYMBOL;
            text.append(apart ? " " : "");
            text.append(token.kind() == PythonScanner.Kind.TEXT ? "'" + token.text() + "'" : token.text());
        }
        return text.toString();
    }
}
