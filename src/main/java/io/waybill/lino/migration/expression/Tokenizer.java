package io.waybill.lino.migration.expression;

import java.util.ArrayList;
import java.util.List;

/** Splits an expression into its words. */
final class Tokenizer {
    private static final int LONGEST_NUMBER = 100;
    private static final String TWO_CHARACTERS = "== != <= >=";
    private static final String ONE_CHARACTER = "+-*/<>?:(),";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String text) {
        this.text = text;
    }

    /**
     * The words of an expression and its end.
     *
     * @throws ExpressionSyntaxException when a character belongs to none
     */
    static List<Token> tokens(String text) {
        Tokenizer tokenizer = new Tokenizer(text);
        while (tokenizer.next()) {}
        return tokenizer.tokens;
    }

    private boolean next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == text.length()) {
            tokens.add(new Token(Token.Kind.END, "", at));
            return false;
        }
        char c = text.charAt(at);
        if (c == '\'') {
            quoted('\'', Token.Kind.TEXT);
        } else if (c == '"') {
            quoted('"', Token.Kind.QUOTED_NAME);
        } else if (isDigit(c)) {
            number();
        } else if (isLetter(c)) {
            int from = at;
            while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
                at++;
            }
            tokens.add(new Token(Token.Kind.NAME, text.substring(from, at), from));
        } else {
            sign(c);
        }
        return true;
    }

    private void sign(char c) {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        if (two.length() == 2 && TWO_CHARACTERS.contains(two) && !two.contains(" ")) {
            tokens.add(new Token(Token.Kind.SIGN, two, at));
            at += 2;
        } else if (ONE_CHARACTER.indexOf(c) >= 0) {
            tokens.add(new Token(Token.Kind.SIGN, String.valueOf(c), at));
            at++;
        } else if (c == '=') {
            throw new ExpressionSyntaxException(at, "=", "== for a comparison");
        } else {
            int character = text.codePointAt(at);
            throw new ExpressionSyntaxException(
                    at,
                    Character.isISOControl(character)
                            ? "a control character"
                            : "the character " + Character.toString(character),
                    "a column, a number, a 'text', an operator or a function; a name with other characters is written"
                            + " in double quotes");
        }
    }

    private void quoted(char quote, Token.Kind kind) {
        int from = at;
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            at++;
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                tokens.add(new Token(kind, content.toString(), from));
                return;
            }
        }
        throw new ExpressionSyntaxException(
                from,
                quote + " without its partner",
                "the same sign once more, where the " + (kind == Token.Kind.TEXT ? "text" : "name") + " ends");
    }

    private void number() {
        int from = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        if (at < text.length() && (isLetter(text.charAt(at)) || text.charAt(at) == '.')) {
            throw new ExpressionSyntaxException(
                    from, text.substring(from, at + 1), "a number such as 200 or 0.25, without an exponent");
        }
        if (at - from > LONGEST_NUMBER) {
            throw new ExpressionSyntaxException(
                    from, "a number of " + (at - from) + " characters", "at most " + LONGEST_NUMBER);
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(from, at), from));
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
