package io.waybill.format.lino;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The logical lines of a script, one after the other. */
final class ScriptLines {
    /** More than any line of a script has, other than a row of a dump of one file. */
    private static final int MOST_TOKENS = 20_000;

    private final PythonScanner scanner;
    private ScriptLine waiting;
    private boolean ended;
    /** Whether the next line stands behind a semicolon, and so in the block of the one before it. */
    private boolean continued;

    private long lastIndent;

    ScriptLines(PythonScanner scanner) {
        this.scanner = scanner;
    }

    /** The next line without taking it; null at the end. */
    ScriptLine peek() throws IOException {
        if (waiting == null && !ended) {
            waiting = read();
            ended = waiting == null;
        }
        return waiting;
    }

    /**
     * The next line; null at the end.
     *
     * @throws BrokenFileException when it has what is no token
     */
    ScriptLine next() throws IOException {
        ScriptLine line = peek();
        waiting = null;
        return line;
    }

    /**
     * The tokens of a text that may be a statement, such as a comment.
     *
     * @return none when it has what is no token
     */
    static List<ScriptLine.Token> tokens(String text) throws IOException {
        try {
            byte[] bytes = text.getBytes(UTF_8);
            ScriptLine line =
                    new ScriptLines(new PythonScanner(new ByteArrayInputStream(bytes), "", ReadingLimits.USUAL)).next();
            return line == null ? List.of() : line.tokens();
        } catch (BrokenFileException e) {
            return List.of();
        }
    }

    /**
     * Goes to the next physical line, after a fault.
     *
     * @return false at the end of the file
     */
    boolean skipLine() throws IOException {
        waiting = null;
        ended = !scanner.skipLine();
        return !ended;
    }

    /** Whether nothing more can be read after a fault. */
    boolean failed() {
        return scanner.failed();
    }

    private ScriptLine read() throws IOException {
        List<ScriptLine.Token> tokens = new ArrayList<>();
        long indent = 0;
        Position at = null;
        for (; ; ) {
            PythonScanner.Kind kind = scanner.next();
            switch (kind) {
                case FILE_END -> {
                    return tokens.isEmpty() ? null : new ScriptLine(indent, tokens, at, null);
                }
                case LINE_END -> {
                    continued = false;
                    if (tokens.isEmpty()) {
                        continue;
                    }
                    return new ScriptLine(indent, tokens, at, null);
                }
                case COMMENT -> {
                    if (tokens.isEmpty()) {
                        return new ScriptLine(scanner.indent(), List.of(), scanner.position(), scanner.text());
                    }
                }
                default -> {
                    if (kind == PythonScanner.Kind.SYMBOL && scanner.symbol() == ';' && scanner.depth() == 0) {
                        continued = true;
                        if (tokens.isEmpty()) {
                            continue;
                        }
                        return new ScriptLine(indent, tokens, at, null);
                    }
                    if (tokens.isEmpty()) {
                        indent = continued ? lastIndent : scanner.indent();
                        lastIndent = indent;
                        continued = false;
                        at = scanner.position();
                    }
                    if (tokens.size() < MOST_TOKENS) {
                        tokens.add(new ScriptLine.Token(
                                kind,
                                kind == PythonScanner.Kind.SYMBOL
                                        ? Character.toString(scanner.symbol())
                                        : scanner.text(),
                                scanner.position()));
                    } else {
                        throw scanner.fault(
                                "line-too-long",
                                "a line of more than " + MOST_TOKENS + " words",
                                "a shorter one",
                                null);
                    }
                }
            }
        }
    }
}
