package io.waybill.lino.migration.rule;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Position;
import io.waybill.format.yaml.PlacedWord;
import java.util.List;

/** The text of a step file: finds the place of a fault inside an expression, however YAML writes it. */
public final class StepText {
    private final String file;
    private final List<String> lines;

    /**
     * @param file as its owner knows it, for messages
     * @param text its content
     */
    public StepText(String file, String text) {
        this.file = requireNonNull(file, "file");
        this.lines = text.lines().toList();
    }

    /** The file, as its owner knows it. */
    public String file() {
        return file;
    }

    /** Whether there is such a file: what a dump says by itself has no text. */
    boolean isWritten() {
        return !lines.isEmpty();
    }

    /** The place of a word. */
    public Position place(PlacedWord written) {
        return new Position(file, written.line(), written.column(), -1);
    }

    /**
     * The place of a character.
     *
     * @param offset in the text of {@code written}, 0-based
     */
    public Position place(PlacedWord written, int offset) {
        int line = written.line() - 1;
        int column = written.column() - 1;
        char first = at(line, column);
        if (first == '|' || first == '>') {
            return inBlock(line + 1, written.text(), offset);
        }
        boolean quoted = first == '\'' || first == '"';
        column += quoted ? 1 : 0;
        for (int passed = 0; passed < offset; passed++) {
            char c = at(line, column);
            column += quoted && (c == '\\' && first == '"' || c == '\'' && first == '\'') ? 2 : 1;
            // Where a line ends, YAML reads one blank for the end and all that is left of the next line's text.
            if (line + 1 < lines.size() && column > lines.get(line).length()) {
                line++;
                column = indentation(line);
            }
        }
        return new Position(file, line + 1L, column + 1L, -1);
    }

    /** In a block each line of the text is a line of the file, further to the right. */
    private Position inBlock(int from, String text, int offset) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int passed = (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - (before.lastIndexOf('\n') + 1);
        int line = Math.min(from + passed, lines.size() - 1);
        return new Position(file, line + 1L, indentation(Math.min(from, line)) + column + 1L, -1);
    }

    private char at(int line, int column) {
        return line < lines.size() && column < lines.get(line).length()
                ? lines.get(line).charAt(column)
                : ' ';
    }

    private int indentation(int line) {
        String text = lines.get(line);
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
