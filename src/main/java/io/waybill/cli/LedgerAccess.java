package io.waybill.cli;

import io.waybill.boot.OpenTarget;
import io.waybill.database.Target;
import io.waybill.intake.WatchedFeeds;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FeedName;
import io.waybill.report.WaybillJson;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The ledger for a command that only reads; the embedded database is started for it when nobody runs it. */
final class LedgerAccess implements AutoCloseable {
    private final Settings settings;
    private final OpenTarget target;

    private LedgerAccess(Settings settings, OpenTarget target) {
        this.settings = settings;
        this.target = target;
    }

    /** @return empty when there is no ledger yet @throws IOException when the routes cannot be read */
    static Optional<LedgerAccess> open() throws IOException {
        Settings settings = Settings.read();
        LogSettings.of(settings);
        List<FeedName> feeds = WatchedFeeds.of(settings.routes());
        return OpenTarget.mayExist(settings, feeds)
                ? Optional.of(new LedgerAccess(settings, OpenTarget.of(settings, feeds)))
                : Optional.empty();
    }

    LedgerReader reader() {
        return new LedgerReader(target.target().dataSource());
    }

    Target target() {
        return target.target();
    }

    DataSource dataSource() {
        return target.target().dataSource();
    }

    Settings settings() {
        return settings;
    }

    WaybillText text() {
        return new WaybillText(settings.zone());
    }

    WaybillJson json() {
        return new WaybillJson(settings.zone());
    }

    @Override
    public void close() {
        target.close();
    }
}
