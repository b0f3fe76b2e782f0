package io.waybill.lino.repair;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpRow;
import io.waybill.lino.record.SourceRow;
import io.waybill.lino.repair.PlannedDumps.SourceFile;
import io.waybill.lino.repair.Selection.FileRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The second reading of a plan's dumps: the selected rows, in chunks, out of the files that have any. For one consumer. */
final class SecondReading implements Iterator<List<SecondReading.SelectedRow>>, Closeable {
    private static final int CHUNK = 1_000;

    private final PlannedDumps dumps;
    private final Selection selection;
    private final Iterator<Integer> files;
    private final Faults faults = new Faults();
    private SourceFile file;
    private FileRows wanted;
    private DataFileReader reader;
    private long row;
    private int found;
    private List<SelectedRow> next;

    /**
     * A row that is to be restored.
     *
     * @param dump that has it
     * @param row itself
     * @param place its pass, its file and its line
     * @param twice whether a row before it has the same key
     */
    record SelectedRow(OpenDump dump, SourceRow row, RowNumber place, boolean twice) {}

    SecondReading(PlannedDumps dumps, Selection selection) {
        this.dumps = dumps;
        this.selection = selection;
        this.files = selection.files().keySet().iterator();
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            List<SelectedRow> chunk = new ArrayList<>();
            try {
                while (chunk.size() < CHUNK && isInFile()) {
                    take(chunk);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("A dump cannot be read: " + e.getMessage(), e);
            }
            faults.throwIfAny();
            next = chunk.isEmpty() ? null : chunk;
        }
        return next != null;
    }

    /** Whether a file is open that has more wanted rows. */
    private boolean isInFile() throws IOException {
        while (reader == null || found == wanted.count()) {
            close();
            if (!files.hasNext()) {
                return false;
            }
            int number = files.next();
            file = dumps.files().get(number);
            wanted = selection.files().get(number);
            row = 0;
            found = 0;
            reader = file.dump().dump().read(file.name(), faults);
        }
        return true;
    }

    private void take(List<SelectedRow> chunk) {
        if (!reader.hasNext()) {
            // The file has changed since it was read first; the drop's own check tells that.
            found = wanted.count();
            return;
        }
        for (DumpRow each : reader.next()) {
            if (found < wanted.count() && row == wanted.row(found)) {
                SourceRow named = file.dump().rows().row(each, file.name());
                chunk.add(new SelectedRow(
                        file.dump(),
                        named,
                        new RowNumber(wanted.pass(found), file.number(), each.line()),
                        wanted.twice(found)));
                found++;
            }
            row++;
        }
    }

    @Override
    public List<SelectedRow> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more selected rows");
        }
        List<SelectedRow> chunk = next;
        next = null;
        return chunk;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
