package io.waybill.cli;

import io.waybill.boot.OpenTarget;
import io.waybill.boot.Systems;
import io.waybill.database.Target;
import io.waybill.ledger.LedgerReader;
import io.waybill.report.WaybillJson;
import io.waybill.report.WaybillText;
import io.waybill.settings.Settings;
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

    /** Opens it; empty when there is no ledger yet. */
    static Optional<LedgerAccess> open() {
        Settings settings = Settings.read();
        LogSettings.apply(settings);
        Systems systems = Systems.on(settings);
        return OpenTarget.mayExist(settings, systems)
                ? Optional.of(new LedgerAccess(settings, OpenTarget.of(settings, systems)))
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
        return new WaybillText(settings.zone(), TerminalColours.ofThisTerminal());
    }

    WaybillJson json() {
        return new WaybillJson(settings.zone());
    }

    @Override
    public void close() {
        target.close();
    }
}
