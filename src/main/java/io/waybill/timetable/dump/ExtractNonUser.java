package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.BrokenFileException;
import io.waybill.format.Faults;
import io.waybill.format.django.DjangoReader;
import io.waybill.format.django.DjangoRecord;
import io.waybill.format.django.DjangoWriter;
import io.waybill.format.django.DumpFile;
import io.waybill.model.Notice;
import io.waybill.timetable.TimetableModels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Extracts from a Live dump what goes to Play: everything that does not belong to users, each record unchanged and in
 * the same order.
 */
public final class ExtractNonUser {
    private final TimetableModels models;

    public ExtractNonUser(TimetableModels models) {
        this.models = requireNonNull(models, "models");
    }

    /**
     * Reads the dump twice and writes what goes to Play.
     *
     * @param out receives a dump; not closed
     * @throws BrokenFileException when the dump cannot be used; nothing has been written then
     */
    public NonUserReport run(DumpFile dump, OutputStream out, DanglingReferences policy) throws IOException {
        DumpIndex index = DumpIndex.build(dump, models);
        index.refuse(policy);
        NonUserFilter filter = new NonUserFilter(index);
        DjangoWriter writer = new DjangoWriter(out);
        try (DjangoReader reader = dump.read(new Faults())) {
            while (reader.hasNext()) {
                for (DjangoRecord record : filter.apply(reader.next())) {
                    writer.write(record);
                }
            }
            if (reader.recordsRead() != index.records()) {
                throw new IOException(dump.name() + " changed while it was read; let the dump finish first");
            }
        }
        writer.finish();
        List<Notice> notices = new ArrayList<>(filter.notices());
        filter.unknown()
                .ofApplication()
                .forEach((model, records) -> notices.add(new Notice(
                        "unmapped-model",
                        records + " records of the unknown model " + model + " were left out",
                        records)));
        return new NonUserReport(filter.counts(), filter.faults(), notices);
    }
}
