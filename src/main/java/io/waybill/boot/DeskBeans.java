package io.waybill.boot;

import io.waybill.database.JointTransaction;
import io.waybill.delivery.Changes;
import io.waybill.delivery.SecretColumns;
import io.waybill.delivery.backup.BackupConfig;
import io.waybill.delivery.backup.BackupStore;
import io.waybill.delivery.naming.PlanFormat;
import io.waybill.delivery.naming.RowLookup;
import io.waybill.delivery.naming.RowNames;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.LogIn;
import io.waybill.desk.account.Rights;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.AddressMatcher;
import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.FormReader;
import io.waybill.desk.http.Gate;
import io.waybill.desk.http.Reply;
import io.waybill.desk.http.RequestHeaders;
import io.waybill.desk.http.UploadReader;
import io.waybill.desk.page.AccountsPage;
import io.waybill.desk.page.Addresses;
import io.waybill.desk.page.Assets;
import io.waybill.desk.page.AuditPage;
import io.waybill.desk.page.BackupsPage;
import io.waybill.desk.page.BestPage;
import io.waybill.desk.page.CandidatesPage;
import io.waybill.desk.page.ChangesPage;
import io.waybill.desk.page.DropPage;
import io.waybill.desk.page.FeedPage;
import io.waybill.desk.page.FormPage;
import io.waybill.desk.page.HomePage;
import io.waybill.desk.page.LogInPage;
import io.waybill.desk.page.Manual;
import io.waybill.desk.page.ManualPage;
import io.waybill.desk.page.OpenApi;
import io.waybill.desk.page.Pages;
import io.waybill.desk.page.PendingDropPage;
import io.waybill.desk.page.RejectPage;
import io.waybill.desk.page.RejectedPage;
import io.waybill.desk.page.RejectsPage;
import io.waybill.desk.page.ReportPage;
import io.waybill.desk.page.Responder;
import io.waybill.desk.page.RowPage;
import io.waybill.desk.page.RulePage;
import io.waybill.desk.page.RulesPage;
import io.waybill.desk.page.SchedulePage;
import io.waybill.desk.page.ShownRows;
import io.waybill.desk.page.TargetRowPage;
import io.waybill.desk.page.TokensPage;
import io.waybill.desk.page.WaybillPage;
import io.waybill.desk.page.WaybillsPage;
import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.MisplacedFiles;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.ledger.audit.Audit;
import io.waybill.match.KeptAnswers;
import io.waybill.model.Version;
import io.waybill.reject.Choices;
import io.waybill.reject.RejectsReader;
import io.waybill.system.Engine;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The beans that the desk's route names, and the pages. */
final class DeskBeans {
    private final Map<String, Object> byName = new LinkedHashMap<>();

    /**
     * Makes them.
     *
     * @param engine the desk has connections of its own, so that readers never hold up a delivery
     */
    DeskBeans(DeskConfig config, Engine engine, BackupConfig backups, Systems systems, StartedSystems started)
            throws IOException {
        DataFolder data = engine.data();
        Clock clock = engine.clock();
        IgnoredNames ignored = new IgnoredNames(engine.settings().ignored());
        DataSource ledger = engine.pages();
        LedgerReader reader = new LedgerReader(ledger);
        Accounts accounts = new Accounts(data.desk(), clock);
        Sessions sessions = new Sessions(
                ledger, accounts, clock, config.idle(), config.session(), new Rights(config.viewersSeeValues()));
        Reply reply = new Reply(config);
        Assets assets = new Assets();
        byName.put("deskHeaders", new RequestHeaders());
        JointTransaction writing = new JointTransaction(ledger);
        Audit audit = new Audit(writing, clock);
        byName.put("gate", new Gate(config, sessions, accounts, audit, new AddressMatcher(Addresses.all()), clock));
        byName.put("forms", new FormReader());
        UploadReader uploads = new UploadReader(config, data);
        uploads.sweep();
        byName.put("uploads", uploads);
        byName.put(
                "responder", new Responder(reply, assets, sessions, reader, clock, systems.plurals(engine.settings())));
        SecretColumns secrets = systems.secretColumns(engine.settings());
        Changes changes = new Changes(ledger, secrets);
        RowNames names = new RowNames(ledger, systems.rowNames(engine.settings()), secrets);
        PlanFormat planFormat = new PlanFormat(clock.getZone(), changes, names);
        ShownRows rows = new ShownRows(names, secrets, started.mendings());
        Requests requests = new Requests(
                new Ledger(writing, clock),
                reader,
                Version.current(),
                engine.settings().fourEyes());
        RejectsReader rejects = new RejectsReader(ledger, secrets.byTable());
        Choices choices = new Choices(writing, clock);
        byName.put(
                "pages",
                new Pages(
                        audit,
                        writing,
                        List.of(
                                new HomePage(),
                                new WaybillsPage(
                                        reader,
                                        systems.feeds(),
                                        new MisplacedFiles(data, systems.feeds(), ignored),
                                        started.schedules(),
                                        clock),
                                new WaybillPage(
                                        reader,
                                        rejects,
                                        changes,
                                        rows,
                                        requests,
                                        accounts,
                                        data,
                                        systems.guides(),
                                        clock.getZone()),
                                new ChangesPage(reader, changes, rows, planFormat),
                                new TargetRowPage(new RowLookup(ledger, names, changes, secrets), planFormat),
                                new RejectsPage(rejects, rows, choices, data),
                                new RejectedPage(rejects, rows, clock.getZone()),
                                new RejectPage(rejects, rows, choices, started.mendings()),
                                new RowPage(rejects, rows, choices),
                                new RulePage(rejects, choices, started.mendings(), clock),
                                new BestPage(rejects, rows, choices),
                                new CandidatesPage(rejects, rows, started.mendings()),
                                new RulesPage(new KeptAnswers(writing, clock), started.mendings(), clock.getZone()),
                                new DropPage(systems.guides(), started.forms(), data, config, ignored),
                                new FormPage(systems.guides(), started.forms(), data, reader),
                                new PendingDropPage(reader),
                                new FeedPage(reader, systems.guides(), clock),
                                new BackupsPage(new BackupStore(backups), engine.target(), requests, clock.getZone()),
                                new SchedulePage(started.schedules(), started.reports(), clock),
                                new ReportPage(started.reports(), clock),
                                new LogInPage(
                                        config, accounts, sessions, new LogIn(accounts, sessions, clock), audit, clock),
                                new AccountsPage(accounts, sessions, audit, clock),
                                new TokensPage(accounts, sessions, audit, clock),
                                new AuditPage(audit, accounts, clock.getZone()),
                                new ManualPage(new Manual()),
                                assets,
                                new OpenApi())));
    }

    Map<String, Object> byName() {
        return byName;
    }
}
