package io.waybill.format.lino;

import io.waybill.format.lino.ScriptLine.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape of a statement: its tokens with blanks between them, among which {@code <name>} stands for any name, {@code <'name'>} for a text
 * and {@code <#name>} for a whole number. What stands in one place twice has to be the same both times: {@code if <p> is not None : <p> = …}.
 * {@code <name...>} at the end stands for all tokens that are left.
 */
final class StatementShape {
    private final String[] parts;

    private StatementShape(String[] parts) {
        this.parts = parts;
    }

    static StatementShape of(String shape) {
        return new StatementShape(shape.split(" "));
    }

    /** What stands in the places of the shape, by their names; empty when the tokens have another shape. */
    Optional<Map<String, String>> match(List<Token> tokens) {
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.endsWith("...>")) {
                return Optional.of(found);
            }
            if (i >= tokens.size()) {
                return Optional.empty();
            }
            Token token = tokens.get(i);
            if (!part.startsWith("<") || part.length() == 1) {
                if (!token.is(part)) {
                    return Optional.empty();
                }
            } else {
                String name = name(part, token.kind());
                if (name == null || !token.text().equals(found.getOrDefault(name, token.text()))) {
                    return Optional.empty();
                }
                found.put(name, token.text());
            }
        }
        return tokens.size() == parts.length ? Optional.of(found) : Optional.empty();
    }

    private static String name(String part, PythonScanner.Kind kind) {
        PythonScanner.Kind wanted = part.startsWith("<'")
                ? PythonScanner.Kind.TEXT
                : part.startsWith("<#") ? PythonScanner.Kind.INTEGER : PythonScanner.Kind.NAME;
        if (kind != wanted) {
            return null;
        }
        return wanted == PythonScanner.Kind.NAME
                ? part.substring(1, part.length() - 1)
                : part.substring(2, part.length() - (wanted == PythonScanner.Kind.TEXT ? 2 : 1));
    }
}
