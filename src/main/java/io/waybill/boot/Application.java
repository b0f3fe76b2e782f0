package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.backup.BackupSettings;
import io.waybill.desk.http.DeskConfig;
import io.waybill.doctor.Doctor;
import io.waybill.doctor.Finding;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.intake.Outage;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.refresh.RefreshSettings;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.EmbeddedSchema;
import io.waybill.system.WaybillSystem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waybill at work in this process: it holds the data folder's lock, the target is open, the routes run. Closing it stops the routes
 * first, then the connections, then the embedded database.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    /** How long a look into a folder or the ledger may take that begins nothing. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(5);
    private final Settings settings;
    private final DeskConfig desk;
    private final Systems systems;
    private final DataFolderLock lock;
    private final OpenTarget openTarget;
    private final Beans beans;
    private final Main main;
    private final Thread opener = new Thread(this::openWhenItIsThere, "waybill-open");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile StartFailedException failure;
    private boolean patiently;

    private Application(
            Settings settings,
            DeskConfig desk,
            Systems systems,
            DataFolderLock lock,
            OpenTarget openTarget,
            Beans beans,
            Main main) {
        this.settings = settings;
        this.desk = desk;
        this.systems = systems;
        this.lock = lock;
        this.openTarget = openTarget;
        this.beans = beans;
        this.main = main;
    }

    /**
     * Makes the folders, opens the target, starts the routes; unfinished drops are taken up before the folders are watched.
     *
     * @param lock of the data folder; closed with this application, also when it does not start
     * @throws StartFailedException when it cannot start; then nothing is left running
     */
    public static Application start(Settings settings, DataFolderLock lock) {
        return start(settings, lock, false);
    }

    /**
     * As {@link #start}, but waits as long as it takes for a target that is away or has no room: meanwhile the health endpoint says so,
     * and drops wait in their folders.
     *
     * @throws StartFailedException when it cannot start for a reason that does not pass by itself
     */
    public static Application startPatiently(Settings settings, DataFolderLock lock) {
        return start(settings, lock, true);
    }

    private static Application start(Settings settings, DataFolderLock lock, boolean patiently) {
        OpenTarget openTarget = null;
        Beans beans = null;
        try {
            List<RouteFile> routes = RouteFiles.read(settings.routes());
            Systems systems = Systems.on(settings);
            DataFolder data = new DataFolder(settings.data());
            systems.feeds().forEach(data::make);
            BackupSettings.read(settings);
            systems.all().forEach(system -> check(system, settings));
            DeskConfig desk = DeskSettings.read(settings);
            if (desk.enabled()) {
                FreePort.require(desk.host(), desk.port(), "waybill.desk.port");
            }
            openTarget = OpenTarget.at(settings, systems);
            beans = new Beans(settings, desk, openTarget, systems);
            RouteBeans.require(
                    routes.stream()
                            .filter(file -> desk.enabled() || !file.path().endsWith(CamelMain.DESK_ROUTES))
                            .toList(),
                    beans.byName());
            Main main =
                    CamelMain.of(settings, desk, systems.classes(), beans.refreshes(), beans.reports(), beans.byName());
            Application application = new Application(settings, desk, systems, lock, openTarget, beans, main);
            application.begin(routes, patiently);
            return application;
        } catch (Exception e) {
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            if (beans != null) {
                beans.closeServers();
            }
            if (openTarget != null) {
                openTarget.close();
            }
            lock.close();
            throw new StartFailedException(e);
        }
    }

    private static void check(WaybillSystem system, Settings settings) {
        system.refresh().ifPresent(feed -> RefreshSettings.read(settings, feed));
        Systems.check(system, settings);
    }

    private void begin(List<RouteFile> routes, boolean patient) throws Exception {
        patiently = patient;
        boolean open = patient ? isOpen() : open();
        try {
            main.start();
            if (open) {
                startRoutes();
            } else {
                opener.start();
            }
        } catch (Exception e) {
            main.stop();
            Optional<SettingsException> misspelt = RouteWords.misspelt(e, routes);
            throw misspelt.isPresent() ? misspelt.get() : e;
        }
    }

    /** Opens the target; returns false when it cannot be opened now, but is worth waiting for. */
    private boolean isOpen() throws IOException {
        try {
            return open();
        } catch (TargetUnavailableException e) {
            if (!e.passing()) {
                throw e;
            }
            beans.outages().met(e);
            return false;
        }
    }

    private boolean open() throws IOException {
        openTarget.open();
        if (target().embedded()) {
            try {
                for (WaybillSystem system : systems.all()) {
                    EmbeddedSchema.create(system, target().dataSource());
                }
            } catch (SQLException e) {
                throw target().unavailable(e);
            }
        }
        beans.tryChecks(feeds());
        if (patiently) {
            tellWhatIsMissing();
        }
        return true;
    }

    /** What {@code waybill doctor} finds, in a line each. */
    private void tellWhatIsMissing() {
        Doctor doctor = new Doctor(settings, systems.all(), Clock.systemUTC());
        List<Finding> findings = new ArrayList<>(doctor.machine());
        findings.addAll(doctor.target(target()));
        findings.stream().filter(Finding::isMissing).forEach(missing -> LOG.warn("{}", missing.line()));
        if (findings.stream().anyMatch(Finding::isMissing)) {
            LOG.warn("waybill doctor shows all that is missing.");
        }
    }

    private void openWhenItIsThere() {
        try {
            do {
                Instant next = beans.outages()
                        .of(Outage.Place.TARGET)
                        .map(Outage::nextTry)
                        .orElse(Instant.MIN);
                Thread.sleep(Math.max(0, Duration.between(Instant.now(), next).toMillis()));
            } while (!isOpen());
            beans.outages().reached();
            startRoutes();
        } catch (InterruptedException e) {
            LOG.debug("no longer waiting for the target");
        } catch (Exception e) {
            LOG.debug("Details of the failure: {}", new FailureTrace(e));
            failure = new StartFailedException(e);
            close();
        }
    }

    private void startRoutes() throws Exception {
        CamelContext context = main.getCamelContext();
        for (Route route : context.getRoutes()) {
            if (!closing.get()) {
                context.getRouteController().startRoute(route.getRouteId());
            }
        }
    }

    /** The feeds that are watched, by name. */
    public List<FeedName> feeds() {
        return systems.feeds();
    }

    /** The database that is delivered into. */
    public Target target() {
        return openTarget.target();
    }

    /** Why a system delivers into that database, e.g. {@code because waybill.target.<system>.url is not set}. */
    public String reasonOfTarget(String system) {
        return OpenTarget.reason(settings, systems, system);
    }

    /** The ledger, to be read. */
    public LedgerReader ledger() {
        return new LedgerReader(target().dataSource());
    }

    /** How the desk is served. */
    public DeskConfig desk() {
        return desk;
    }

    /**
     * Waits until it is closed, by a signal for example.
     *
     * @throws InterruptedException when this thread is interrupted
     * @throws StartFailedException when it has ended because the target that it waited for cannot be used
     */
    public void awaitClosed() throws InterruptedException {
        closed.await();
        if (failure != null) {
            throw failure;
        }
    }

    /** Stops in good order. Drops that are being carried have some time to end; then they are broken off. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitOther();
            return;
        }
        beans.stopping().request();
        opener.interrupt();
        Thread breakOff = new Thread(this::breakOffLater, "waybill-stop");
        breakOff.setDaemon(true);
        breakOff.start();
        awaitIdle();
        try {
            main.stop();
        } catch (RuntimeException e) {
            LOG.warn("The routes did not stop in good order: {}", FailureSentence.withoutValues(e));
        }
        breakOff.interrupt();
        beans.closeServers();
        try {
            openTarget.close();
        } finally {
            lock.close();
            closed.countDown();
        }
    }

    /**
     * Waits for looks that were begun before the end was requested: they end in a moment. Camel, which counts them as work, would look again
     * only after a second.
     */
    private void awaitIdle() {
        CamelContext context = main.getCamelContext();
        Instant longest = Instant.now().plus(LOOK);
        while (context != null
                && context.getInflightRepository().size() > 0
                && Instant.now().isBefore(longest)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A signal arrived during an ordinary end: the process must not go before that is complete. */
    private void awaitOther() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakOffLater() {
        try {
            Thread.sleep(settings.stop().toMillis());
        } catch (InterruptedException e) {
            return;
        }
        beans.stopping().breakOff();
        openTarget.target().cancelRunning();
    }
}
