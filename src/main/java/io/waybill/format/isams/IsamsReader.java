package io.waybill.format.isams;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The records of an export, one after the other, in the order in which they end in the file: a record comes after those in it. Only one record
 * and those around it are in memory.
 */
public final class IsamsReader implements Iterator<IsamsRecord>, Closeable {
    /** Longest value, in characters: the longest ones are names. */
    public static final int LONGEST_VALUE = 64 * 1024;

    private static final int DEEPEST = 200;
    private static final String ROOT = "iSAMS";
    private static final String REPLY = "Message";
    private static final String EXPORT_AGAIN = "Export again, and see that the file is saved to its end.";
    private static final String NOTHING_CHANGED = "Nothing was changed. " + EXPORT_AGAIN;

    private final String file;
    private final XmlText text;
    private final MarkupGuard guard;
    private final XMLStreamReader xml;
    private final Deque<OpenElement> open = new ArrayDeque<>();
    private final Map<IsamsSection, Long> counts = new EnumMap<>(IsamsSection.class);
    private IsamsRecord next;
    private boolean begun;
    private boolean ended;

    /** An element that has begun. */
    private static final class OpenElement {
        private final String name;
        /** The section that begins with it; or that it is within, once one has begun. */
        private final IsamsSection section;
        /** Of the record that it is, or that it is in; null outside of records. */
        private final RecordShape shape;

        private final IsamsRecord record;
        private final boolean isRecord;
        /** Its text, when it is a value of a record; null when it is not. */
        private final StringBuilder value;

        OpenElement(
                String name,
                IsamsSection section,
                RecordShape shape,
                IsamsRecord record,
                boolean isRecord,
                StringBuilder value) {
            this.name = name;
            this.section = section;
            this.shape = shape;
            this.record = record;
            this.isRecord = isRecord;
            this.value = value;
        }
    }

    private IsamsReader(String file, XmlText text) {
        this.file = file;
        this.text = text;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside of the file is read");
        });
        this.guard = new MarkupGuard(text.reader());
        try {
            this.xml = factory.createXMLStreamReader(guard);
        } catch (XMLStreamException e) {
            throw new BrokenFileException(fault(e, Position.of(file)));
        }
    }

    /**
     * Opens a file. What its own declaration says of its encoding counts only if nothing in it speaks against that: error replies say UTF-16 and
     * are not.
     *
     * @param name the file as its owner knows it, for messages
     * @throws IOException when it cannot be read
     * @throws BrokenFileException when it is no XML at all
     */
    public static IsamsReader open(Path file, String name) throws IOException {
        requireNonNull(name, "name");
        XmlText text = XmlText.open(file, name);
        try {
            return new IsamsReader(name, text);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** How the encoding was found out, where the file itself does not say it or says something else. */
    public Optional<String> encodingNotice() {
        return text.notice();
    }

    /**
     * How many records each section has that is in the file, whole ones of other records not counted. A section that is there and empty has
     * none; one that is missing is not among them. Complete when the end of the file has been reached.
     */
    public Map<IsamsSection, Long> sections() {
        return Collections.unmodifiableMap(counts);
    }

    /** @throws BrokenFileException when the file is not well-formed, ends too early, or is no export of iSAMS */
    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            advance();
        }
        return next != null;
    }

    @Override
    public IsamsRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        IsamsRecord record = next;
        next = null;
        return record;
    }

    private void advance() {
        try {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.END_DOCUMENT -> ended = true;
                default -> {
                    // Comments and instructions say nothing.
                }
            }
        } catch (XMLStreamException e) {
            throw new BrokenFileException(fault(e, position()));
        }
    }

    private void begin() throws XMLStreamException {
        String name = xml.getLocalName();
        OpenElement around = open.peek();
        begun = true;
        if (around == null && !name.equals(ROOT)) {
            throw name.equals(REPLY) ? reply() : otherRoot(name);
        }
        if (open.size() == DEEPEST) {
            throw broken("too-deep", "more than " + DEEPEST + " elements in each other", "an export of iSAMS");
        }
        if (around != null && around.record != null) {
            beginWithinRecord(name, around);
        } else if (around != null
                && around.section != null
                && around.section.shape().element().equals(name)) {
            counts.merge(around.section, 1L, Long::sum);
            beginRecord(name, around.section, around.section.shape(), null);
        } else {
            open.push(new OpenElement(name, section(name, around), null, null, false, null));
        }
    }

    private void beginWithinRecord(String name, OpenElement around) {
        Optional<RecordShape> nested = around.shape.nested(name);
        if (nested.isPresent()) {
            beginRecord(name, around.section, nested.get(), around.record);
            return;
        }
        boolean wanted =
                around.shape.fields().contains(name) && !around.record.values().containsKey(name);
        open.push(new OpenElement(
                name, around.section, around.shape, around.record, false, wanted ? new StringBuilder() : null));
    }

    private void beginRecord(String name, IsamsSection section, RecordShape shape, IsamsRecord parent) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String field = "@" + xml.getAttributeLocalName(i);
            if (shape.fields().contains(field)) {
                values.put(field, limited(field, xml.getAttributeValue(i)));
            }
        }
        IsamsRecord record = new IsamsRecord(section, name, xml.getLocation().getLineNumber(), parent, values);
        open.push(new OpenElement(name, section, shape, record, true, null));
    }

    /** The innermost section whose path ends with this element. */
    private IsamsSection section(String name, OpenElement around) {
        for (IsamsSection section : IsamsSection.values()) {
            List<String> path = section.path();
            if (path.get(path.size() - 1).equals(name) && isWithin(path)) {
                counts.putIfAbsent(section, 0L);
                return section;
            }
        }
        return around == null ? null : around.section;
    }

    private boolean isWithin(List<String> path) {
        int found = 0;
        for (Iterator<OpenElement> outer = open.descendingIterator(); outer.hasNext() && found < path.size() - 1; ) {
            if (outer.next().name.equals(path.get(found))) {
                found++;
            }
        }
        return found == path.size() - 1;
    }

    private void characters() {
        OpenElement element = open.peek();
        if (element != null && element.value != null) {
            element.value.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            if (element.value.length() > LONGEST_VALUE) {
                throw tooLong(element.name);
            }
        }
    }

    private void end() {
        OpenElement element = open.pop();
        if (element.isRecord) {
            next = element.record;
        } else if (element.value != null) {
            element.record.values().put(element.name, element.value.toString());
        }
    }

    private String limited(String field, String value) {
        if (value.length() > LONGEST_VALUE) {
            throw tooLong(field);
        }
        return value;
    }

    private BrokenFileException tooLong(String field) {
        return broken(
                "value-too-long", field + " with more than " + LONGEST_VALUE + " characters", "a name or a number");
    }

    private BrokenFileException broken(String rule, String found, String expected) {
        return new BrokenFileException(Fault.ofFile(position(), rule, found, expected, EXPORT_AGAIN));
    }

    private BrokenFileException otherRoot(String name) {
        return new BrokenFileException(Fault.ofFile(
                position(),
                "not-an-export",
                "a document of " + name,
                "one of iSAMS, the answer of its batch web service",
                "Check whether this is the right file."));
    }

    /** The service answers with a message instead of data when it refuses a request. Its parts are read to tell them. */
    private BrokenFileException reply() throws XMLStreamException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                int room = LONGEST_VALUE - part.length();
                part.append(xml.getText(), 0, Math.min(room, xml.getTextLength()));
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (!part.toString().isBlank()) {
                    parts.add(xml.getLocalName() + " " + part.toString().strip());
                }
                part.setLength(0);
            }
        }
        return new BrokenFileException(Fault.ofFile(
                position(),
                "error-reply",
                "an error message of iSAMS: " + (parts.isEmpty() ? "without words" : String.join(", ", parts)),
                "an export",
                "Nothing was changed. Ask for the export again; if the message stays, the key of the web service is probably not"
                        + " valid any more."));
    }

    private Fault fault(XMLStreamException e, Position at) {
        for (Throwable cause = e; cause != null; cause = cause(cause)) {
            if (cause instanceof MarkupGuard.UnsafeMarkupException unsafe) {
                return Fault.ofFile(
                        at,
                        unsafe.rule(),
                        unsafe.getMessage(),
                        "the elements of an export and nothing else",
                        EXPORT_AGAIN);
            }
            if (cause instanceof CharacterCodingException) {
                return Fault.ofFile(
                        at,
                        "undecodable",
                        "bytes that are no " + text.charset().name(),
                        "text in one encoding",
                        EXPORT_AGAIN);
            }
        }
        String within = open.isEmpty() ? "" : " within " + String.join("/", path());
        if (guard.atEnd()) {
            return Fault.ofFile(
                    at, "ends-too-early", "the end of the file" + within, "the end of " + ROOT, NOTHING_CHANGED);
        }
        return Fault.ofFile(
                at,
                begun ? "not-well-formed" : "not-xml",
                "something that is no XML" + within,
                "an export of iSAMS",
                NOTHING_CHANGED);
    }

    /** A parser wraps what went wrong while it read in an exception of its own, in one of two ways. */
    private static Throwable cause(Throwable e) {
        return e instanceof XMLStreamException wrapping && wrapping.getNestedException() != null
                ? wrapping.getNestedException()
                : e.getCause();
    }

    private List<String> path() {
        List<String> names = new ArrayList<>();
        open.descendingIterator().forEachRemaining(element -> names.add(element.name));
        return names;
    }

    private Position position() {
        return Position.ofLine(file, Math.max(0, xml.getLocation().getLineNumber()));
    }

    /** How many bytes of the file have been read so far. */
    public long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
