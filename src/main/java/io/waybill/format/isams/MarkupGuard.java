package io.waybill.format.isams;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Passes a document on as long as each of its parts (a tag, a comment, a section of character data, the text between them) is of a sensible
 * length: a parser keeps a part in memory as a whole. A document type is not passed on at all: with it, a short document can stand for one
 * without end, or for files of this machine.
 */
final class MarkupGuard extends FilterReader {
    /** Longest part, in characters. */
    static final int LONGEST = 1024 * 1024;

    private static final int LONGEST_START = 9;

    private enum Part {
        TEXT(""),
        TAG(">"),
        COMMENT("-->"),
        INSTRUCTION("?>"),
        CHARACTER_DATA("]]>");

        private final String end;

        Part(String end) {
            this.end = end;
        }
    }

    private Part part = Part.TEXT;
    private int length;
    /** The first characters of a part in angle brackets, by which its kind is known. */
    private final StringBuilder start = new StringBuilder();

    private boolean unrecognised;
    /** How many characters of the end of the part have been seen. */
    private int ending;

    private char quote;
    private boolean atEnd;

    MarkupGuard(Reader in) {
        super(in);
    }

    /** Why the document is not read any further. */
    static final class UnsafeMarkupException extends IOException {
        private static final long serialVersionUID = 1;

        private final String rule;

        UnsafeMarkupException(String rule, String message) {
            super(message);
            this.rule = rule;
        }

        String rule() {
            return rule;
        }
    }

    @Override
    public int read() throws IOException {
        int c = in.read();
        atEnd |= c < 0;
        if (c >= 0) {
            look((char) c);
        }
        return c;
    }

    @Override
    public int read(char[] target, int from, int most) throws IOException {
        int count = in.read(target, from, most);
        atEnd |= count < 0;
        for (int i = 0; i < count; i++) {
            look(target[from + i]);
        }
        return count;
    }

    /** Whether more characters were asked for than there are. */
    boolean atEnd() {
        return atEnd;
    }

    private void look(char c) throws UnsafeMarkupException {
        if (++length > LONGEST) {
            throw new UnsafeMarkupException("part-too-long", "more than " + LONGEST + " characters without an end");
        }
        if (part == Part.TEXT) {
            if (c == '<') {
                begin(Part.TAG);
            }
            return;
        }
        if (part == Part.TAG && unrecognised) {
            recognise(c);
        } else if (part == Part.TAG) {
            lookInTag(c);
        } else {
            lookForEnd(c);
        }
    }

    private void recognise(char c) throws UnsafeMarkupException {
        if (start.length() == 0 && c != '!' && c != '?') {
            unrecognised = false;
            lookInTag(c);
            return;
        }
        start.append(c);
        String text = start.toString();
        if (text.equals("!--")) {
            become(Part.COMMENT);
        } else if (text.equals("![CDATA[")) {
            become(Part.CHARACTER_DATA);
        } else if (text.equals("?")) {
            become(Part.INSTRUCTION);
        } else if (text.equals("!DOCTYPE")) {
            throw new UnsafeMarkupException("document-type", "a document type");
        } else if (text.length() == LONGEST_START) {
            unrecognised = false;
        }
    }

    private void lookInTag(char c) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            begin(Part.TEXT);
        }
    }

    private void lookForEnd(char c) {
        if (c == part.end.charAt(ending)) {
            ending++;
        } else if (ending != 2 || c != part.end.charAt(0)) {
            // "--->" and "]]]>" end as well: of a longer run, the last two characters count.
            ending = c == part.end.charAt(0) ? 1 : 0;
        }
        if (ending == part.end.length()) {
            begin(Part.TEXT);
        }
    }

    private void begin(Part next) {
        part = next;
        length = 0;
        start.setLength(0);
        unrecognised = true;
        ending = 0;
        quote = 0;
    }

    /** What looked like a tag is another part. */
    private void become(Part kind) {
        part = kind;
        unrecognised = false;
    }
}
