package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Writes a CSV file that people open in a spreadsheet: RFC 4180, UTF-8 with byte order mark, every cell quoted and
 * {@link SpreadsheetCells#safe safe}. The file appears whole or not at all, readable by this account only.
 */
public final class CsvWriter implements Closeable {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final CSVPrinter printer;

    /**
     * @param target where the file is to stand; its folder must be there
     * @throws IOException when it cannot be begun
     */
    public CsvWriter(Path target) throws IOException {
        this.target = target;
        this.unfinished = Files.createTempFile(
                target.toAbsolutePath().getParent(), "." + target.getFileName() + "-", ".part", ownerOnly());
        this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
        Writer text =
                Channels.newWriter(channel, UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE), 64 * 1024);
        text.write('\uFEFF');
        this.printer = new CSVPrinter(text, FORMAT);
    }

    /** @throws IOException when it cannot be written */
    public void row(List<String> cells) throws IOException {
        for (String cell : cells) {
            printer.print(SpreadsheetCells.safe(cell));
        }
        printer.println();
    }

    /**
     * Makes the file appear under its name, in the place of an older one.
     *
     * @throws IOException when it cannot be written
     */
    public void publish() throws IOException {
        printer.flush();
        channel.force(true);
        printer.close(false);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without {@link #publish} before, nothing is left. */
    @Override
    public void close() throws IOException {
        try {
            printer.close(false);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
