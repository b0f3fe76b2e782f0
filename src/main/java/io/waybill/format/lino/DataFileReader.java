package io.waybill.format.lino;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.ChunkReader;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.Position;
import io.waybill.format.lino.PythonScanner.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the rows of a data file in chunks: each is one call, {@code loader.save(create_contacts_role(17, 2, 104, 193))}. Nothing is called,
 * and nothing but such calls is understood: their values are constants, dates and times, lists of texts and names of models. Keeps no more
 * than a chunk in memory.
 *
 * <p>What lies outside the grammar is a fault with line, column, what was found and what is allowed there; reading goes on at the next
 * line that begins like a statement, so that one run finds all faults of a file. The caller calls {@link Faults#throwIfAny} at the end.
 */
public final class DataFileReader extends ChunkReader<DumpRow> {
    /** The usual number of rows per chunk. */
    public static final int CHUNK = 1_000;

    /** A chunk also ends when its rows took this many bytes of the file. */
    private static final int CHUNK_BYTES = 4 << 20;

    private static final Pattern COUNT = Pattern.compile(
            "[Ll]oading (?<rows>\\d+) objects (\\(part (?<part>\\d+) of (?<parts>\\d+)\\) )?to table (?<table>\\w+)");
    private static final int LONGEST_LONG = 18;
    private static final int YEAR = 10_000;
    /** Of a second. */
    private static final int MICROSECONDS = 1_000_000;
    /** Of a microsecond. */
    private static final int NANOS = 1_000;
    /** Of the numbers of a date or time; one of nine digits. */
    private static final int MOST = 999_999_999;

    private static final String STATEMENT =
            "loader.save(create_…(…)), loader.flush_deferred_objects() or logger.info(\"…\")";
    private static final String VALUE =
            "None, True, False, a number, a text, a list of texts, date(…), time(…), dt(…) or the name of a model";
    private static final String NOT_DUMPED =
            "In 2016 the site wrote this where its database gave an error: the table is not in the dump. To restore the others, put #"
                    + " before the line of this file in restore.py; the table then stays as it is.";
    private static final String NOT_EXECUTED =
            "A dump is read, never executed: only rows as the site writes them are understood.";

    private final RestoreScript script;
    private final ReadingLimits limits;
    private final Faults faults;
    private final PythonScanner scanner;
    private final boolean yields;

    private Kind kind;
    private boolean started;
    private long statementLine;
    private boolean broken;
    private boolean encodingTold;
    private CreateFunction last;
    private final Map<String, ModelName> models = new HashMap<>();
    /** The numbers of a date or time in hand, and how many of them are there. */
    private final int[] numbers = new int[7];

    private int given;

    private long rows;
    private OptionalLong declaredRows = OptionalLong.empty();
    private int part = 1;
    private int parts = 1;
    private String declaredTable;
    private boolean flushed;
    /** In a dump of one file, whether the lines in hand are of a function whose rows are loaded. */
    private boolean reached;

    /**
     * @param in the file; closed with this reader
     * @param file its name as its owner knows it, for messages
     * @param script of the same dump
     * @param faults collects what is wrong with the file
     * @throws IOException when the file cannot be read
     */
    public DataFileReader(InputStream in, String file, RestoreScript script, ReadingLimits limits, Faults faults)
            throws IOException {
        super(in, file, CHUNK);
        this.script = requireNonNull(script, "script");
        this.limits = requireNonNull(limits, "limits");
        this.faults = requireNonNull(faults, "faults");
        this.scanner = new PythonScanner(in, file, limits);
        script.models().keySet().forEach(variable -> models.put(variable, new ModelName(variable)));
        this.yields = script.generation() == Generation.G0;
        // Whether that file is whole was found out when its script was read.
        this.flushed = yields;
    }

    /** How many rows were read so far. */
    public long rows() {
        return rows;
    }

    /** How many bytes of the file were read and understood so far, for progress. */
    public long bytesRead() {
        return scanner.bytesRead();
    }

    /** How many rows the whole table has, over all its files, as the file itself says; empty when it does not. */
    public OptionalLong declaredRows() {
        return declaredRows;
    }

    /** Which part of its table the file is, from 1 on. */
    public int part() {
        return part;
    }

    /** How many files the table has. */
    public int parts() {
        return parts;
    }

    /** Whether the file ends as the last file of a table does: where it does not, it was cut off. */
    public boolean flushed() {
        return flushed;
    }

    /** Whether some of its rows are not understood. */
    public boolean broken() {
        return broken;
    }

    /** How many backslashes stood before a letter that Python gives no meaning to; they were kept, as Python does. */
    public long unknownEscapes() {
        return scanner.unknownEscapes();
    }

    @Override
    protected boolean readInto(List<DumpRow> chunk, int most) throws IOException {
        long from = scanner.bytesRead();
        while (chunk.size() < most && scanner.bytesRead() - from < CHUNK_BYTES) {
            try {
                if (!started) {
                    advance();
                    started = true;
                }
                if (kind == Kind.FILE_END) {
                    return false;
                }
                DumpRow row = statement();
                if (row != null) {
                    rows++;
                    chunk.add(row);
                }
            } catch (BrokenFileException e) {
                if (scanner.failed()) {
                    throw e;
                }
                broken = true;
                e.faults().forEach(this::tell);
                recover();
            }
        }
        return true;
    }

    /** The encoding of a file is one fault, however many bytes show it. */
    private void tell(Fault fault) {
        boolean encoding = fault.rule().equals(PythonScanner.NOT_UTF8);
        if (!encoding || !encodingTold) {
            faults.add(fault);
        }
        encodingTold |= encoding;
    }

    /** After a fault: goes to the next line that begins like a statement. */
    private void recover() throws IOException {
        started = false;
        boolean more = scanner.skipLine();
        while (more
                && !scanner.startsWith("loader.")
                && !scanner.startsWith("logger.")
                && !scanner.startsWith("def ")
                && !(yields && scanner.startsWith("    yield "))) {
            more = scanner.skipLine();
        }
    }

    /** One statement, with the token behind it in hand afterwards. Null when it is no row that counts. */
    private DumpRow statement() throws IOException {
        if (kind == Kind.LINE_END || isSymbol(';')) {
            advance();
            return null;
        }
        if (kind == Kind.COMMENT) {
            count(scanner.text());
            advance();
            return null;
        }
        statementLine = scanner.line();
        return yields ? yielded() : called();
    }

    private DumpRow called() throws IOException {
        long line = scanner.line();
        long offset = scanner.offset();
        if (isName("loader")) {
            advance();
            symbol('.', STATEMENT);
            if (isName("save")) {
                advance();
                symbol('(', "( after loader.save");
                DumpRow row = create(line, offset);
                symbol(')', ") after the row");
                end();
                return row;
            }
            if (isName("flush_deferred_objects")) {
                advance();
                symbol('(', "()");
                symbol(')', "()");
                end();
                flushed = true;
                return null;
            }
        } else if (isName("logger")) {
            log();
            return null;
        } else if (isName("raise")) {
            throw scanner.fault("not-dumped", scanner.shown(), STATEMENT, NOT_DUMPED);
        }
        throw unexpected(STATEMENT);
    }

    /** In a dump of one file, rows are yielded by functions; all else was read with the script. */
    private DumpRow yielded() throws IOException {
        if (scanner.indent() == 0) {
            reached = false;
            if (isName("def")) {
                advance();
                reached = kind == Kind.NAME && script.reached().contains(scanner.text());
            }
        } else if (reached && isName("yield")) {
            long line = scanner.line();
            long offset = scanner.offset();
            advance();
            DumpRow row = create(line, offset);
            end();
            return row;
        } else if (reached) {
            throw unexpected("yield create_…(…)");
        }
        while (kind != Kind.LINE_END && kind != Kind.FILE_END) {
            advance();
        }
        return null;
    }

    private void log() throws IOException {
        advance();
        symbol('.', STATEMENT);
        if (!isName("info")) {
            throw unexpected("info");
        }
        advance();
        symbol('(', "( after logger.info");
        if (kind != Kind.TEXT) {
            throw unexpected("a text");
        }
        count(text().toString());
        while (isSymbol(',')) {
            advance();
            value(1);
        }
        symbol(')', ") after the text");
        end();
    }

    private void count(String text) {
        Matcher count = COUNT.matcher(text);
        if (count.find() && count.group("rows").length() <= LONGEST_LONG) {
            declaredRows = OptionalLong.of(Long.parseLong(count.group("rows")));
            declaredTable = count.group("table");
            if (count.group("part") != null) {
                part = Integer.parseInt(count.group("part"));
                parts = Integer.parseInt(count.group("parts"));
            }
        }
    }

    private DumpRow create(long line, long offset) throws IOException {
        if (kind != Kind.NAME || !scanner.text().startsWith("create_")) {
            throw unexpected("the name of a create function");
        }
        Position place = scanner.position();
        CreateFunction function = function();
        advance();
        symbol('(', "( and the values of the row");
        Object[] values = new Object[Math.max(1, function.parameters().size())];
        int count = 0;
        while (!isSymbol(')')) {
            if (count == values.length) {
                if (count >= limits.arguments()) {
                    throw unexpected("at most " + limits.arguments() + " values");
                }
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value(1);
            if (scanner.offset() - offset > limits.rowBytes()) {
                throw scanner.fault(
                        "row-too-long",
                        "a row of more than " + limits.rowBytes() + " bytes",
                        "at most " + limits.rowBytes() + " bytes",
                        null);
            }
            if (!isSymbol(',')) {
                break;
            }
            advance();
        }
        symbol(')', "a comma or ) after a value");
        if (count != function.parameters().size()) {
            throw new BrokenFileException(new Fault(
                    place,
                    function.table(),
                    null,
                    "wrong-number-of-values",
                    count + " values",
                    function.parameters().size() + " values, as create_" + function.table() + " has parameters",
                    "Is restore.py of the same dump as this file?"));
        }
        return new DumpRow(function, Collections.unmodifiableList(Arrays.asList(values)), line, offset);
    }

    private CreateFunction function() {
        String table = scanner.text().substring("create_".length());
        if (last == null || !last.table().equals(table)) {
            last = script.functions().get(table);
            if (last == null) {
                throw scanner.fault(
                        "unknown-function",
                        scanner.text(),
                        "a function that restore.py defines",
                        "Is restore.py of the same dump as this file?");
            }
        }
        return last;
    }

    /** The value that begins with the token in hand. */
    private Object value(int depth) throws IOException {
        switch (kind) {
            case TEXT -> {
                return text();
            }
            case INTEGER -> {
                return advanced(whole(""));
            }
            case DECIMAL -> {
                return advanced(DecimalText.read(scanner.text()));
            }
            case SYMBOL -> {
                if (isSymbol('-')) {
                    return negative();
                }
                if (isSymbol('[') || isSymbol('(')) {
                    return list(depth);
                }
            }
            case NAME -> {
                return named();
            }
            default -> {}
        }
        throw unexpected(VALUE);
    }

    private Object whole(String sign) {
        Long whole = scanner.whole();
        if (whole != null) {
            return sign.isEmpty() ? whole : (Long) (-whole);
        }
        return new BigInteger(sign + scanner.text());
    }

    private Object negative() throws IOException {
        advance();
        if (kind == Kind.INTEGER) {
            return advanced(whole("-"));
        }
        if (kind == Kind.DECIMAL) {
            return advanced(DecimalText.read("-" + scanner.text()));
        }
        throw unexpected("a number after -");
    }

    private Object advanced(Object value) throws IOException {
        advance();
        return value;
    }

    /** A text, or {@link UnusableValue} when no database can store it. Texts that follow one another are one. */
    private Object text() throws IOException {
        String text = scanner.text();
        boolean lone = scanner.hasLoneSurrogate();
        advance();
        if (kind == Kind.TEXT) {
            StringBuilder joined = new StringBuilder(text);
            while (kind == Kind.TEXT) {
                joined.append(scanner.text());
                lone |= scanner.hasLoneSurrogate();
                if (joined.length() > limits.textBytes()) {
                    throw unexpected("at most " + limits.textBytes() + " characters");
                }
                advance();
            }
            text = joined.toString();
        }
        return lone
                ? new UnusableValue(
                        "half a character", "half-a-character", "whole characters: \\ud83d needs its second half")
                : text;
    }

    private Object list(int depth) throws IOException {
        int close = isSymbol('[') ? ']' : ')';
        if (depth >= limits.depth()) {
            throw unexpected("at most " + limits.depth() + " brackets within each other");
        }
        advance();
        List<Object> items = new ArrayList<>(4);
        while (!isSymbol(close)) {
            if (items.size() >= limits.items()) {
                throw unexpected("at most " + limits.items() + " items in a list");
            }
            items.add(value(depth + 1));
            if (!isSymbol(',')) {
                break;
            }
            advance();
        }
        symbol(close, "a comma or " + (char) close + " after an item");
        return Collections.unmodifiableList(items);
    }

    private Object named() throws IOException {
        String name = scanner.text();
        advance();
        if (isSymbol('(')) {
            return made(name);
        }
        return switch (name) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            default -> models.containsKey(name) ? models.get(name) : new ModelName(name);
        };
    }

    /** A value that looks like a call: {@code date(2019,2,28)}. */
    private Object made(String name) throws IOException {
        switch (name) {
            case "date" -> numbers(3, 3);
            case "time" -> numbers(2, 4);
            case "dt", "datetime" -> numbers(3, 7);
            case "i2d" -> numbers(1, 1);
            case "Decimal" -> {
                return decimal();
            }
            default -> throw scanner.fault("outside-the-grammar", "a call of " + name, VALUE, NOT_EXECUTED);
        }
        try {
            return switch (name) {
                case "date" -> date(numbers[0], numbers[1], numbers[2]);
                case "time" -> time(numbers[0], numbers[1], numbers[2], numbers[3]);
                case "i2d" -> date(numbers[0] / YEAR, numbers[0] / 100 % 100, numbers[0] % 100);
                default ->
                    LocalDateTime.of(
                            date(numbers[0], numbers[1], numbers[2]),
                            time(numbers[3], numbers[4], numbers[5], numbers[6]));
            };
        } catch (DateTimeException e) {
            String found = IntStream.of(numbers)
                    .limit(given)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", ", name + "(", ")"));
            return new UnusableValue(found, "no-such-date", "a date or time that exists");
        }
    }

    private static LocalDate date(int year, int month, int day) {
        if (year < 1 || year >= YEAR) {
            throw new DateTimeException("the year " + year);
        }
        return LocalDate.of(year, month, day);
    }

    private static LocalTime time(int hour, int minute, int second, int microsecond) {
        if (microsecond >= MICROSECONDS) {
            throw new DateTimeException("the microsecond " + microsecond);
        }
        return LocalTime.of(hour, minute, second, microsecond * NANOS);
    }

    /** Reads the numbers of a call into {@link #numbers}; those that it leaves out are 0. */
    private void numbers(int least, int most) throws IOException {
        advance();
        Arrays.fill(numbers, 0);
        given = 0;
        while (!isSymbol(')')) {
            Long number = kind == Kind.INTEGER ? scanner.whole() : null;
            if (number == null || number > MOST || given == most) {
                throw unexpected(least == most ? least + " whole numbers" : least + " to " + most + " whole numbers");
            }
            numbers[given++] = number.intValue();
            advance();
            if (!isSymbol(',')) {
                break;
            }
            advance();
        }
        if (given < least) {
            throw unexpected(least + " whole numbers");
        }
        symbol(')', "a comma or ) after a number");
    }

    private Object decimal() throws IOException {
        advance();
        if (kind != Kind.TEXT) {
            throw unexpected("a text in Decimal");
        }
        Object text = text();
        symbol(')', ") after the text");
        return DecimalText.read(text.toString().strip());
    }

    /** Nothing but a comment may follow a statement on its line, or another one after a semicolon. */
    private void end() throws IOException {
        if (kind == Kind.COMMENT) {
            advance();
        }
        if (kind != Kind.LINE_END && kind != Kind.FILE_END && !isSymbol(';')) {
            throw unexpected("the end of the line after a row");
        }
    }

    private void symbol(int symbol, String expected) throws IOException {
        if (!isSymbol(symbol)) {
            throw unexpected(expected);
        }
        advance();
    }

    private boolean isSymbol(int symbol) {
        return kind == Kind.SYMBOL && scanner.symbol() == symbol;
    }

    private boolean isName(String name) {
        return kind == Kind.NAME && scanner.text().equals(name);
    }

    /** Goes to the next token; comments within brackets say nothing. */
    private void advance() throws IOException {
        do {
            kind = scanner.next();
        } while (kind == Kind.COMMENT && scanner.depth() > 0);
    }

    private BrokenFileException unexpected(String expected) {
        String found = switch (kind) {
            case LINE_END -> "the end of the line";
            case FILE_END -> "the end of the file";
            default -> scanner.shown();
        };
        boolean above = scanner.depth() > 0 && statementLine < scanner.line();
        return scanner.fault(
                "outside-the-grammar",
                found,
                above ? expected + ", in the statement that begins in line " + statementLine : expected,
                NOT_EXECUTED);
    }

    /** The table that the file itself says its rows are of; null when it does not. */
    public String declaredTable() {
        return declaredTable;
    }
}
