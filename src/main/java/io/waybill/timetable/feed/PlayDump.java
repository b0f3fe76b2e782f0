package io.waybill.timetable.feed;

import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.delivery.WorkFile;
import io.waybill.format.Fault;
import io.waybill.format.WholeFile;
import io.waybill.format.django.DumpFile;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.model.Tally.Origin;
import io.waybill.reject.RejectedRow;
import io.waybill.timetable.TimetableConfig;
import io.waybill.timetable.permission.ExtractPermissions;
import io.waybill.timetable.permission.PermissionsReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Makes a CSV in the outbox from a Play dump: who may edit what. People can look at it, edit it and drop it again. */
public final class PlayDump {
    private static final String GRANTS = "timetables.thingtag";

    private final TimetableConfig config;
    private final DeliverySteps deliverySteps;

    public PlayDump(TimetableConfig config, DeliverySteps deliverySteps) {
        this.config = config;
        this.deliverySteps = deliverySteps;
    }

    /**
     * Writes the CSV for the outbox.
     *
     * @throws io.waybill.format.BrokenFileException when the dump cannot be used, with all its faults
     */
    public void extractPermissions(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        deliverySteps.reading(exchange, drop);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(DropContents.of("dump"));
        Path place = deliverySteps.output(drop, drop.stem() + "-userperms.csv");
        try (DumpFile dump = DumpFile.of(drop.file(), drop.fileName());
                WholeFile file = new WholeFile(place)) {
            PermissionsReport report = new ExtractPermissions(config.dumpModels()).run(dump, file.out());
            file.commit();
            tell(report, outcome);
        }
        outcome.output(WorkFile.of(place));
    }

    private static void tell(PermissionsReport report, Outcome outcome) {
        outcome.count(
                GRANTS,
                Origin.DROP,
                report.grants(),
                report.duplicates(),
                report.rejects().total());
        outcome.report(report.rejects().kept().stream().map(PlayDump::rejected).toList());
        if (report.duplicates() > 0) {
            outcome.notice(new Notice(
                    "duplicate-grant",
                    report.duplicates() + " grants repeat the user and subject of another one and were written once.",
                    report.duplicates()));
        }
        for (Fault warning : report.warnings().kept()) {
            outcome.notice(new Notice(warning.rule(), warning.sentence(), 1));
        }
    }

    private static RejectedRow rejected(Fault fault) {
        List<String> cells = List.of(String.valueOf(fault.record()));
        return new RejectedRow(
                "dumped-grant",
                List.of("record"),
                cells,
                cells,
                fault.at(),
                fault.rule(),
                fault.sentence(),
                List.of(),
                null);
    }
}
