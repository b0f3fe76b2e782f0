package io.waybill.school.mending;

import static java.util.Objects.requireNonNull;

import io.waybill.delivery.DeliverySteps;
import io.waybill.delivery.Outcome;
import io.waybill.folder.DroppedZip;
import io.waybill.format.BrokenFileException;
import io.waybill.format.csv.CsvDialect;
import io.waybill.match.Decision;
import io.waybill.model.Drop;
import io.waybill.model.DropContents;
import io.waybill.model.Notice;
import io.waybill.reject.OriginalRows;
import io.waybill.reject.RejectsFile;
import io.waybill.reject.RestoredCell;
import io.waybill.reject.ReturnedRow;
import io.waybill.reject.ReturnedRows;
import io.waybill.school.config.SchoolConfig;
import io.waybill.school.load.ReadExport;
import io.waybill.school.recurring.NameAnswers;
import io.waybill.system.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The steps, as the route names them, by which answers come back as a {@code rejects.csv}: the latest export is read again with them, as of the
 * day on which it came, so that the calendar becomes what it would be if the answers had been known then.
 */
public final class AnswerSteps {
    private static final int HEAD = 64;
    private static final String WRONG_ENCODING = "If it is another one, drop the file again, saved as CSV UTF-8.";

    private final SchoolConfig config;
    private final Engine engine;
    private final OriginalRows originals;

    /**
     * @param engine what Waybill gives
     */
    public AnswerSteps(SchoolConfig config, Engine engine) {
        this.config = requireNonNull(config, "config");
        this.engine = requireNonNull(engine, "engine");
        this.originals = new OriginalRows(engine.target().dataSource(), SchoolConfig.SYSTEM);
    }

    /** Whether a drop is a {@code rejects.csv}, and no export. */
    public boolean isRejectsFile(@ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException {
        if (Files.isDirectory(drop.file()) || DroppedZip.isZip(drop.file()) || isDocument(drop)) {
            return false;
        }
        return RejectsFile.is(drop.file(), drop.fileName());
    }

    /** Whether the first thing in it is a tag, in whatever encoding: a whole document may be one line. */
    private static boolean isDocument(Drop drop) throws IOException {
        try (InputStream in = Files.newInputStream(drop.file())) {
            for (byte each : in.readNBytes(HEAD)) {
                // Marks of encodings, white space, and the empty halves of wide characters stand before it.
                if (each > ' ') {
                    return each == '<';
                }
            }
            return false;
        }
    }

    /**
     * Reads the answers, and looks for the export that they are about; property {@value ReadExport#PROPERTY}.
     *
     * @throws BrokenFileException when an answer cannot be understood, or there is no export to be read again
     */
    public void read(Exchange exchange, @ExchangeProperty(Drop.PROPERTY) Drop drop) throws IOException, SQLException {
        engine.delivery().reading(exchange, drop);
        Outcome outcome = exchange.getProperty(DeliverySteps.OUTCOME, Outcome.class);
        outcome.contents(DropContents.of(DropContents.REJECTS));
        outcome.readAs(drop.fileName(), drop.file(), CsvDialect.of(drop.file()), WRONG_ENCODING);
        ReturnedRows file = ReturnedRows.read(drop.file(), drop.fileName());
        String source = config.source(drop.feed().feed());
        // What is wrong with an activity, a whole export and one of its weeks may say alike.
        originals.requireOwn(
                drop.fileName(),
                file.rows(),
                feed -> feed.system().equals(SchoolConfig.SYSTEM)
                        && Objects.equals(config.source(feed.feed()), source));
        List<RestoredCell> restored = new ArrayList<>();
        List<ReturnedRow> rows = originals.restore(file.header(), file.rows(), restored);
        OriginalRows.notice(drop.fileName(), restored).ifPresent(outcome::notice);
        // Files of events and groups come from no system.
        List<Decision> given = source == null
                ? new NameAnswers(drop.fileName(), file.header(), originals.causes(rows)).read(rows)
                : new ReturnedAnswers(drop.fileName(), source, file.header(), originals.causes(rows)).read(rows);
        KeptExport export = KeptExport.latest(
                engine.data(),
                engine.target().dataSource(),
                drop.feed(),
                source == null || SchoolConfig.OTHER_HALF.equals(drop.feed().feed()),
                rows.stream().map(ReturnedRow::reject).filter(Objects::nonNull).toList(),
                drop.fileName());
        Map<String, String> options = new HashMap<>(export.options());
        options.putAll(drop.options().others());
        exchange.setProperty(
                ReadExport.PROPERTY,
                new ReadExport(export.file(), export.name(), options, ReadExport.dayOf(export.dropped()), given));
        outcome.notice(new Notice(
                "read-again",
                "What was dropped as waybill " + export.waybill() + " was read again with " + given.size()
                        + (given.size() == 1 ? " answer" : " answers") + ", as of the day on which it came."
                        + since(export),
                given.size()));
    }

    /** What is answered may have been rejected of an earlier export. */
    private static String since(KeptExport export) {
        return export.since() == 0 || export.about() == 0
                ? ""
                : " What is answered was rejected first at waybill " + export.about() + "; since then " + export.since()
                        + (export.since() == 1 ? " more has come." : " more have come.");
    }
}
