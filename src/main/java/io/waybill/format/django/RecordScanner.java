package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.waybill.format.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Scans the elements of a dump's list, each as a record: finds its key, its model and where its fields are. A record
 * with faults is left out, and its faults go into {@link Faults}.
 */
final class RecordScanner implements JsonElements.Element {
    /** Orders of fields, and names of models, that are remembered; a file that has more is read all the same, only slower. */
    private static final int MOST_REMEMBERED = 4_096;

    private static final int KEY = 1;
    private static final int MODEL = 2;
    private static final int FIELDS = 4;
    private static final int OTHER = 8;

    private static final long KEY_NAME = word("pk\"");
    private static final long MODEL_NAME = word("model\"");
    private static final long FIELDS_NAME = word("fields\"");

    private final String file;
    private final Faults faults;
    private final JsonScanner scanner = new JsonScanner(false);
    private final JsonElements elements;

    private final FieldOrder noFields = new FieldOrder();
    private int orders;
    private final Map<String, String> models = new HashMap<>();
    private byte[] lastModelBytes = new byte[0];
    private String lastModel = "";

    private Segment segment;
    private int tape;
    private int expected = 4_096;
    private long records;

    // The record that is being scanned; null when it turned out to be none.
    private DjangoRecord record;
    private int tapeEnd;
    private int seen;
    private String model;
    private int keyAt;
    private int keyEnd;
    private FieldOrder order;
    private String field;
    private final List<String> otherMembers = new ArrayList<>();
    private Consumer<DjangoRecord> leftOut = without -> {};

    /**
     * @param in the dump; not closed
     * @param file its name as its owner knows it, for messages
     * @param faults collects what is wrong with single records
     */
    RecordScanner(InputStream in, String file, Faults faults) {
        this.file = requireNonNull(file, "file");
        this.faults = requireNonNull(faults, "faults");
        this.elements = new JsonElements(in, file, scanner, faults);
    }

    /** Gives the listener every record that is left out although its model and key can be read, without its fields. */
    void onLeftOut(Consumer<DjangoRecord> listener) {
        leftOut = requireNonNull(listener, "listener");
    }

    /**
     * Goes to the next element, which {@link #record} then returns.
     *
     * @return false at the end of the list
     * @throws io.waybill.format.BrokenFileException when the file is not a JSON list of UTF-8 text
     */
    boolean next() throws IOException {
        if (!elements.next(this)) {
            return false;
        }
        records++;
        tape = tapeEnd;
        return true;
    }

    /** The record that was scanned last; null when it is left out with a fault. */
    DjangoRecord record() {
        return record;
    }

    /**
     * Makes the records that follow share nothing with those before but bytes that are not written again: another thread may be working
     * on those already.
     */
    void beginChunk() {
        segment = null;
    }

    /** Elements of the list that were read so far, also those left out. */
    long recordsRead() {
        return records;
    }

    /** Bytes of the file that were read and understood. */
    long bytesRead() {
        return elements.bytesRead();
    }

    @Override
    public int scan(int pos) {
        byte[] b = elements.bytes();
        if (segment == null || segment.bytes != b) {
            if (tape > 0) {
                // as many offsets as the last segment had, and an eighth more
                expected = tape + tape / 8;
            }
            segment =
                    new Segment(file, b, elements.base(), elements.windowLine(), elements.windowLineStart(), expected);
            tape = 0;
        }
        record = null;
        tapeEnd = tape;
        seen = 0;
        model = null;
        keyAt = 0;
        keyEnd = 0;
        order = noFields;
        field = null;
        scanner.flaws.clear();
        if (!otherMembers.isEmpty()) {
            otherMembers.clear();
        }
        if (scanner.at(pos) != '{') {
            return notARecord(pos);
        }
        int end = members(b, pos);
        if (complete(pos)) {
            record = new DjangoRecord(segment, order, model, pos, end, keyAt, keyEnd, tape, List.copyOf(otherMembers));
        }
        return end;
    }

    private int members(byte[] b, int start) {
        int pos = scanner.skipSpace(start + 1);
        if (b[pos] == '}') {
            return pos + 1;
        }
        for (; ; ) {
            if (b[pos] != '"') {
                throw scanner.unexpected(pos, "a member name in double quotes", null);
            }
            int name = pos + 1;
            int member;
            long word = (long) JsonScanner.LONGS.get(b, name);
            if ((word & 0xFFFFFFL) == KEY_NAME) {
                member = KEY;
                pos = name + 3;
            } else if ((word & 0xFFFFFFFFFFFFL) == MODEL_NAME) {
                member = MODEL;
                pos = name + 6;
            } else if ((word & 0xFFFFFFFFFFFFFFL) == FIELDS_NAME) {
                member = FIELDS;
                pos = name + 7;
            } else {
                long scanned = scanner.string(name);
                int nameEnd = JsonScanner.end(scanned);
                member = member(JsonText.string(b, name, nameEnd, JsonScanner.kind(scanned)), name);
                pos = nameEnd + 1;
            }
            if ((seen & member & ~OTHER) != 0) {
                duplicate(name, member == KEY ? "pk" : member == MODEL ? "model" : "fields");
            }
            seen |= member;
            pos = member(b, scanner.colon(pos), member);
            pos = scanner.skipSpace(pos);
            int c = b[pos];
            if (c == '}') {
                return pos + 1;
            }
            if (c != ',') {
                throw scanner.unexpected(pos, "a comma or } in a record", null);
            }
            pos = scanner.skipSpace(pos + 1);
        }
    }

    /** @return the index after the value at {@code pos} */
    private int member(byte[] b, int pos, int member) {
        if (member == FIELDS && b[pos] == '{') {
            return fields(b, pos);
        }
        long scanned = scanner.value(pos, 2);
        int kind = JsonScanner.kind(scanned);
        int end = JsonScanner.end(scanned);
        boolean string = JsonKind.isString(kind);
        int from = string ? pos + 1 : pos;
        switch (member) {
            case KEY -> {
                keyAt = Segment.startAndKind(from, kind);
                keyEnd = end;
                if (!string && kind != JsonKind.INTEGER && kind != JsonKind.NULL && kind != JsonKind.NOT_FINITE) {
                    scanner.flaw(new Flaw(
                            pos,
                            "key-not-usable",
                            excerpt(b, pos, end),
                            "a whole number or a string as pk",
                            "Mend the record at its source."));
                }
            }
            case MODEL -> {
                if (string) {
                    model = model(b, from, end, kind);
                } else {
                    scanner.flaw(new Flaw(
                            pos,
                            "model-not-a-string",
                            excerpt(b, pos, end),
                            "a model's name in double quotes",
                            "Is this the output of dumpdata?"));
                }
            }
            case FIELDS ->
                scanner.flaw(new Flaw(
                        pos,
                        "fields-not-an-object",
                        excerpt(b, pos, end),
                        "an object as fields: {",
                        "Is this the output of dumpdata?"));
            default -> {}
        }
        return string ? end + 1 : end;
    }

    private int fields(byte[] b, int start) {
        FieldOrder current = noFields;
        FieldOrder following = null;
        int write = tape;
        try {
            int pos = scanner.skipSpace(start + 1);
            if (b[pos] == '}') {
                return pos + 1;
            }
            for (; ; ) {
                if (b[pos] != '"') {
                    throw scanner.unexpected(pos, "a field name in double quotes", null);
                }
                int name = pos + 1;
                following = current.follow(b, name);
                if (following == null) {
                    following = grow(current, b, name);
                }
                if (following.duplicate()) {
                    duplicate(name, following.name());
                }
                current = following;
                pos = scanner.colon(name + current.length());
                long scanned = scanner.value(pos, 3);
                int end = JsonScanner.end(scanned);
                int kind = JsonScanner.kind(scanned);
                if (b[pos] == '"') {
                    segment.write(write, Segment.startAndKind(pos + 1, kind), end);
                    pos = end + 1;
                } else {
                    segment.write(write, Segment.startAndKind(pos, kind), end);
                    pos = end;
                }
                write += 2;
                int c = b[pos];
                if (c != ',' && c != '}') {
                    pos = scanner.skipSpace(pos);
                    c = b[pos];
                }
                if (c == '}') {
                    order = current;
                    tapeEnd = write;
                    return pos + 1;
                }
                if (c != ',') {
                    throw scanner.unexpected(pos, "a comma or } after a field", null);
                }
                pos = scanner.skipSpace(pos + 1);
            }
        } catch (SyntaxException | BufferEndException e) {
            field = following == null ? null : following.name();
            throw e;
        }
    }

    private FieldOrder grow(FieldOrder current, byte[] b, int name) {
        int flaws = scanner.flaws.size();
        long scanned = scanner.string(name);
        int end = JsonScanner.end(scanned);
        String text = JsonText.string(b, name, end, JsonScanner.kind(scanned));
        // a flawed name must be reported each time
        boolean remember = orders < MOST_REMEMBERED && scanner.flaws.size() == flaws;
        if (remember) {
            orders++;
        }
        return current.grow(text, b, name, end, remember);
    }

    private int member(String name, int at) {
        switch (name) {
            case "pk":
                return KEY;
            case "model":
                return MODEL;
            case "fields":
                return FIELDS;
            default:
                if (otherMembers.contains(name)) {
                    duplicate(at, name);
                }
                otherMembers.add(name);
                return OTHER;
        }
    }

    private void duplicate(int at, String name) {
        scanner.flaw(new Flaw(
                at,
                "duplicate-member",
                "\"" + name + "\" a second time",
                "each name once in a record",
                "Delete one of the two."));
    }

    /** Returns the same String object for the same model; a file has few models. */
    private String model(byte[] b, int from, int to, int kind) {
        byte[] last = lastModelBytes;
        if (to - from == last.length && Arrays.equals(b, from, to, last, 0, last.length)) {
            return lastModel;
        }
        String name = JsonText.string(b, from, to, kind);
        lastModel = models.size() < MOST_REMEMBERED ? models.computeIfAbsent(name, n -> n) : name;
        lastModelBytes = Arrays.copyOfRange(b, from, to);
        return lastModel;
    }

    /** Whether the record that was scanned can be used; if not, its faults are noted. */
    private boolean complete(int pos) {
        if (scanner.flaws.isEmpty() && (seen & (MODEL | FIELDS)) == (MODEL | FIELDS)) {
            return true;
        }
        if ((seen & MODEL) == 0) {
            scanner.flaw(new Flaw(
                    pos,
                    "record-without-model",
                    null,
                    "a member \"model\" in each record",
                    "Is this the output of dumpdata?"));
        }
        if ((seen & FIELDS) == 0) {
            scanner.flaw(new Flaw(
                    pos,
                    "record-without-fields",
                    null,
                    "a member \"fields\" in each record",
                    "Is this the output of dumpdata?"));
        }
        for (Flaw flaw : scanner.flaws) {
            faults.add(elements.fault(flaw, label(), fieldAt(flaw.at())));
        }
        scanner.flaws.clear();
        if (model != null && keyAt > 0) {
            leftOut.accept(withoutFields());
        }
        return false;
    }

    private int notARecord(int pos) {
        long scanned = scanner.value(pos, 1);
        int end = JsonScanner.end(scanned);
        Flaw flaw = new Flaw(
                pos,
                "not-a-record",
                excerpt(elements.bytes(), pos, end),
                "an object with pk, model and fields",
                "Is this the output of dumpdata?");
        faults.add(elements.fault(flaw, label(), null));
        scanner.flaws.clear();
        return elements.bytes()[pos] == '"' ? end + 1 : end;
    }

    @Override
    public String label() {
        if (model == null) {
            return "record " + (records + 1);
        }
        return withoutFields().label();
    }

    @Override
    public String field() {
        return field;
    }

    private DjangoRecord withoutFields() {
        return new DjangoRecord(segment, noFields, model, 0, 0, keyAt, keyEnd, tape, List.of());
    }

    /** The field whose value includes this index, or null. */
    private String fieldAt(int at) {
        String[] names = order.names();
        for (int i = 0; i < names.length; i++) {
            int from = Segment.start(segment.read(tape + 2 * i));
            if (at >= from && at <= segment.read(tape + 2 * i + 1)) {
                return names[i];
            }
        }
        return null;
    }

    private static String excerpt(byte[] b, int from, int to) {
        return new String(b, from, Math.min(to - from, 60), ISO_8859_1) + (to - from > 60 ? "…" : "");
    }

    private static long word(String name) {
        long word = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            word = word << 8 | name.charAt(i);
        }
        return word;
    }
}
