package io.waybill.boot;

import io.vertx.core.VertxOptions;
import io.waybill.database.Target;
import io.waybill.delivery.Changes;
import io.waybill.delivery.backup.BackupConfig;
import io.waybill.delivery.backup.KeptBackups;
import io.waybill.desk.account.Accounts;
import io.waybill.desk.account.LogIn;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.Assets;
import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.Download;
import io.waybill.desk.http.FormReader;
import io.waybill.desk.http.Gate;
import io.waybill.desk.http.OpenApi;
import io.waybill.desk.http.Reply;
import io.waybill.desk.http.RequestHeaders;
import io.waybill.desk.http.UploadReader;
import io.waybill.desk.page.BackupsPage;
import io.waybill.desk.page.ChangesPage;
import io.waybill.desk.page.DropPage;
import io.waybill.desk.page.DropsPage;
import io.waybill.desk.page.LogInPage;
import io.waybill.desk.page.RejectPage;
import io.waybill.desk.page.RejectedPage;
import io.waybill.desk.page.RejectsPage;
import io.waybill.desk.page.Responder;
import io.waybill.desk.page.RowPage;
import io.waybill.desk.page.RulePage;
import io.waybill.desk.page.SchedulePage;
import io.waybill.desk.page.WaybillPage;
import io.waybill.desk.page.WaybillsPage;
import io.waybill.folder.DataFolder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.Requests;
import io.waybill.model.FeedName;
import io.waybill.reject.Choices;
import io.waybill.reject.RejectsReader;
import io.waybill.system.FeedGuide;
import io.waybill.system.Mendings;
import io.waybill.system.Schedule;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The objects that the desk's routes name. */
final class DeskBeans {
    /** Uploads and downloads over slow lines are no fault of a thread's. */
    private static final int LONGEST_HOURS = 2;
    /** Each request that is being answered takes one; whoever uploads or downloads keeps it for a while. */
    private static final int THREADS = 32;

    private final Map<String, Object> byName = new LinkedHashMap<>();

    /** @param target also holds the ledger; the desk has connections of its own, so that nobody who reads keeps a delivery waiting */
    DeskBeans(
            DeskConfig config,
            Target target,
            BackupConfig backups,
            DataFolder data,
            List<FeedName> feeds,
            List<FeedGuide> guides,
            List<Schedule> schedules,
            Mendings mendings,
            Clock clock)
            throws IOException {
        DataSource ledger = target.dataSourceForPages();
        LedgerReader reader = new LedgerReader(ledger);
        Accounts accounts = new Accounts(data.desk());
        Sessions sessions = new Sessions(ledger, accounts, clock, config.idle(), config.session());
        Reply reply = new Reply(config);
        Assets assets = new Assets(reply);
        Responder answers = new Responder(reply, assets, sessions, reader, clock);
        Download download = new Download(reply);
        byName.put(
                "vertxOptions",
                new VertxOptions()
                        .setWorkerPoolSize(THREADS)
                        .setMaxWorkerExecuteTime(LONGEST_HOURS)
                        .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS));
        byName.put("deskHeaders", new RequestHeaders());
        byName.put("gate", new Gate(config, sessions));
        byName.put("forms", new FormReader());
        UploadReader uploads = new UploadReader(config, data);
        uploads.sweep();
        byName.put("uploads", uploads);
        byName.put("assets", assets);
        byName.put("openApi", new OpenApi(reply));
        byName.put("answers", answers);
        byName.put(
                "logInPage",
                new LogInPage(config, accounts, sessions, new LogIn(accounts, sessions, clock), answers, reply));
        byName.put("waybillsPage", new WaybillsPage(reader, feeds, schedules, clock));
        Changes changes = new Changes(ledger);
        Requests requests = new Requests(new Ledger(ledger, clock), reader, Version.current());
        byName.put("waybillPage", new WaybillPage(reader, changes, requests, data, download, clock.getZone()));
        byName.put("changesPage", new ChangesPage(reader, changes, clock.getZone()));
        byName.put("dropPage", new DropPage(guides(feeds, guides), data, config, reply));
        RejectsReader rejects = new RejectsReader(ledger);
        Choices choices = new Choices(ledger, clock);
        byName.put("rejectsPage", new RejectsPage(rejects, choices, data));
        byName.put("rejectedPage", new RejectedPage(rejects));
        byName.put("rejectPage", new RejectPage(rejects, choices, mendings));
        byName.put("rowPage", new RowPage(rejects, choices));
        byName.put("rulePage", new RulePage(rejects, choices, mendings));
        byName.put("backupsPage", new BackupsPage(new KeptBackups(backups), target, requests));
        byName.put("schedulePage", new SchedulePage(schedules, clock));
        byName.put("dropsPage", new DropsPage(reader));
    }

    Map<String, Object> byName() {
        return byName;
    }

    /** One of each feed that is watched: its system's, in that system's order, or one that says nothing. */
    private static List<FeedGuide> guides(List<FeedName> feeds, List<FeedGuide> known) {
        List<FeedGuide> guides = new ArrayList<>(known);
        guides.removeIf(guide -> !feeds.contains(guide.feed()));
        List<FeedName> told = guides.stream().map(FeedGuide::feed).toList();
        feeds.stream()
                .filter(feed -> !told.contains(feed))
                .map(FeedGuide::plain)
                .forEach(guides::add);
        return guides;
    }
}
