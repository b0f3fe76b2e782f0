package io.waybill.format.isams;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.format.BinaryFile;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.csv.CsvDialect;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML file. Its bytes say more of its encoding than its declaration does, which is often wrong: what is UTF-8 or UTF-16 is
 * read as such. Only where the bytes leave it open, the declaration decides, if it can be true.
 */
final class XmlText implements Closeable {
    private static final Pattern DECLARED =
            Pattern.compile("\\A\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

    private static final int HEAD = 1024;

    private final CountedInput in;
    private final Reader reader;
    private final Charset charset;
    private final String notice;

    private XmlText(CountedInput in, Charset charset, String notice) {
        this.in = in;
        this.charset = charset;
        this.notice = notice;
        this.reader = new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /**
     * Opens a file.
     *
     * @throws BrokenFileException when it is a workbook, a packed file or the like
     * @throws IOException when it cannot be read
     */
    static XmlText open(Path file, String name) throws IOException {
        Optional<Fault> binary = BinaryFile.fault(file, name);
        if (binary.isPresent()) {
            throw new BrokenFileException(binary.get());
        }
        CsvDialect found = CsvDialect.of(file);
        String word = declared(file, found.charset());
        Charset declared = charset(word);
        Charset read = found.charset();
        String notice = null;
        if (found.guess() != null) {
            boolean possible = declared != null && !declared.equals(UTF_8) && isSingleByte(declared);
            read = possible ? declared : read;
            notice = possible ? null : found.guess().sentence(name);
        } else if (declared != null && !isSame(declared, read)) {
            notice =
                    name + " says that it is " + declared.name() + ". It was read as " + read.name() + ", which it is.";
        } else if (declared == null && word != null) {
            notice = name + " says that it is " + word + ", which nobody knows. It was read as " + read.name()
                    + ", which it is.";
        }
        CountedInput in = new CountedInput(Files.newInputStream(file));
        try {
            in.skipNBytes(found.byteOrderMark());
            return new XmlText(in, read, notice);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** @return what the document says of its encoding; null when it says nothing */
    private static String declared(Path file, Charset charset) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        String start = new String(head, charset.newEncoder().maxBytesPerChar() == 1 ? ISO_8859_1 : charset);
        Matcher matcher = DECLARED.matcher(start.startsWith("\uFEFF") ? start.substring(1) : start);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** @return null for one that is unknown, or for null */
    private static Charset charset(String word) {
        if (word == null) {
            return null;
        }
        try {
            return Charset.forName(word);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static boolean isSingleByte(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1;
    }

    /** Whether what is declared is what is read; UTF-16 is declared without the order of its bytes, and ASCII is UTF-8. */
    private static boolean isSame(Charset declared, Charset read) {
        return read.equals(declared)
                || read.name().startsWith(declared.name())
                || read.equals(UTF_8) && declared.name().equals("US-ASCII");
    }

    Reader reader() {
        return reader;
    }

    Charset charset() {
        return charset;
    }

    Optional<String> notice() {
        return Optional.ofNullable(notice);
    }

    long bytesRead() {
        return in.count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Counts bytes. */
    private static final class CountedInput extends FilterInputStream {
        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            counted(b < 0 ? -1 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            return counted(in.read(target, from, most));
        }

        private int counted(int read) {
            count += Math.max(0, read);
            return read;
        }
    }
}
