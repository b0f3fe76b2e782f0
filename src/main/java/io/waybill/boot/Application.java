package io.waybill.boot;

import io.waybill.database.Target;
import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.backup.BackupSettings;
import io.waybill.desk.http.DeskConfig;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.intake.Outage;
import io.waybill.intake.WatchedFeeds;
import io.waybill.ledger.LedgerReader;
import io.waybill.merlin.MerlinSchema;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.report.ProgressBar;
import io.waybill.settings.Settings;
import io.waybill.timetable.TimetableSchema;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waybill at work in this process: the data folder is ours, the target is open, the routes run. Closing it stops the routes
 * first, then the connections, then the embedded database.
 */
public final class Application implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);
    /** After work was broken off it unwinds in no time; what does not is left behind. */
    private static final Duration UNWINDING = Duration.ofSeconds(10);

    /** All that begins something by itself: it may do so when the target is open. What answers others is there before. */
    private static final String BEGINNINGS = "file:*,scheduler:*,timer:*,quartz:*";

    private final Settings settings;
    private final DeskConfig desk;
    private final List<FeedName> feeds;
    private final DataFolderLock lock;
    private final OpenTarget openTarget;
    private final Beans beans;
    private final Main main;
    private final Thread opener = new Thread(this::openWhenItIsThere, "waybill-open");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile StartFailedException failure;

    private Application(
            Settings settings,
            DeskConfig desk,
            List<FeedName> feeds,
            DataFolderLock lock,
            OpenTarget openTarget,
            Beans beans,
            Main main) {
        this.settings = settings;
        this.desk = desk;
        this.feeds = feeds;
        this.lock = lock;
        this.openTarget = openTarget;
        this.beans = beans;
        this.main = main;
    }

    /**
     * Makes the folders, opens the target, starts the routes; unfinished drops are taken up before the folders are watched.
     *
     * @param lock of the data folder; closed with this application, also when it does not start
     * @param bar shows progress
     * @throws StartFailedException when it cannot start; then nothing is left running
     */
    public static Application start(Settings settings, DataFolderLock lock, ProgressBar bar) {
        return start(settings, lock, bar, false);
    }

    /**
     * As {@link #start}, but waits for a target that is away, or has no room, for as long as that lasts: meanwhile health says so, and
     * drops wait in their folders.
     *
     * @throws StartFailedException when it cannot start for a reason that does not pass by itself
     */
    public static Application startPatiently(Settings settings, DataFolderLock lock) {
        return start(settings, lock, ProgressBar.none(), true);
    }

    private static Application start(Settings settings, DataFolderLock lock, ProgressBar bar, boolean patiently) {
        OpenTarget openTarget = null;
        try {
            List<FeedName> feeds = WatchedFeeds.of(settings.routes());
            DataFolder data = new DataFolder(settings.data());
            feeds.forEach(data::make);
            BackupSettings.read(settings);
            if (feeds.stream().anyMatch(feed -> feed.system().equals(TimetableBeans.SYSTEM))) {
                TimetableBeans.check(settings);
            }
            DeskConfig desk = DeskSettings.read(settings);
            if (desk.enabled()) {
                FreePort.require(desk.host(), desk.port(), "waybill.desk.port");
            }
            openTarget = OpenTarget.at(settings, feeds);
            Beans beans = new Beans(settings, desk, openTarget, feeds, bar);
            Application application =
                    new Application(settings, desk, feeds, lock, openTarget, beans, main(settings, desk, beans));
            application.begin(patiently);
            return application;
        } catch (Exception e) {
            LOG.debug("Details of what failed: {}", new FailureTrace(e));
            if (openTarget != null) {
                openTarget.close();
            }
            lock.close();
            throw new StartFailedException(e);
        }
    }

    private void begin(boolean patiently) throws Exception {
        boolean open = patiently ? isOpen() : open();
        try {
            main.start();
            if (open) {
                startRoutes();
            } else {
                opener.start();
            }
        } catch (Exception e) {
            main.stop();
            throw e;
        }
    }

    /** @return whether it is open now; false when it is worth waiting for */
    private boolean isOpen() throws SQLException, IOException {
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

    private boolean open() throws SQLException, IOException {
        openTarget.open();
        if (target().embedded()) {
            if (watches(TimetableBeans.SYSTEM)) {
                TimetableSchema.create(target().dataSource());
            }
            if (watches(MerlinBeans.SYSTEM)) {
                MerlinSchema.create(target().dataSource());
            }
        }
        beans.tryChecks(feeds);
        return true;
    }

    private boolean watches(String system) {
        return feeds.stream().anyMatch(feed -> feed.system().equals(system));
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
            LOG.debug("Details of what failed: {}", new FailureTrace(e));
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

    public List<FeedName> feeds() {
        return feeds;
    }

    public Target target() {
        return openTarget.target();
    }

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
     * @throws StartFailedException when it has ended because the target that it waited for does not take it
     */
    public void awaitClosed() throws InterruptedException {
        closed.await();
        if (failure != null) {
            throw failure;
        }
    }

    /** Stops in good order. Drops that are being carried have a while to end; then they are broken off. */
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
        try {
            main.stop();
        } catch (RuntimeException e) {
            LOG.warn("The routes did not stop in good order: {}", FailureSentence.withoutValues(e));
        }
        breakOff.interrupt();
        try {
            openTarget.close();
        } finally {
            lock.close();
            closed.countDown();
        }
    }

    /** A signal in the middle of an ordinary end: the process must not be gone before that is done. */
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

    private static Main main(Settings settings, DeskConfig desk, Beans beans) {
        Main main = new Main();
        // Signals are Waybill's own matter: the routes stop before the database does.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        // Not a URI: Camel takes what follows as it is.
        main.setPropertyPlaceholderLocations("file:" + settings.config().resolve("application.properties"));
        Properties overrides = new Properties();
        settings.source().all().forEach((name, value) -> {
            if (!name.contains("password")) {
                overrides.setProperty(name, value);
            }
        });
        overrides.setProperty("waybill.data", settings.data().toString());
        overrides.setProperty("waybill.zone", settings.zone().getId());
        overrides.setProperty("waybill.settle", Long.toString(settings.settle().toMillis()));
        overrides.setProperty("waybill.poll", Long.toString(settings.poll().toMillis()));
        overrides.setProperty("waybill.resume", Long.toString(settings.resume().toMillis()));
        overrides.setProperty(
                "waybill.requests", Long.toString(settings.requests().toMillis()));
        overrides.setProperty("camel.main.routesIncludePattern", "file:" + settings.routes() + "/*.camel.yaml");
        overrides.setProperty(
                "camel.main.shutdownTimeout",
                Long.toString(settings.stop().plus(UNWINDING).toSeconds()));
        overrides.setProperty("camel.main.autoStartupExcludePattern", BEGINNINGS);
        overrides.setProperty("camel.management.enabled", Boolean.toString(settings.httpPort() > 0));
        overrides.setProperty("camel.management.host", "127.0.0.1");
        overrides.setProperty("camel.management.port", Integer.toString(settings.httpPort()));
        overrides.setProperty("camel.server.enabled", Boolean.toString(desk.enabled()));
        overrides.setProperty("camel.server.host", desk.host());
        overrides.setProperty("camel.server.port", Integer.toString(desk.port()));
        overrides.setProperty("camel.server.useGlobalSslContextParameters", Boolean.toString(desk.keyStore() != null));
        if (!desk.enabled()) {
            overrides.setProperty("camel.main.routesExcludePattern", "**/desk.camel.yaml");
        }
        main.setOverrideProperties(overrides);
        main.addMainListener(new SettledProperties());
        beans.byName().forEach(main::bind);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                if (desk.keyStore() != null) {
                    configured.getCamelContext().setSSLContextParameters(tls(desk));
                }
                // What goes wrong inside a drop's way reaches the error handling of the route that began it, unlogged.
                configured
                        .getCamelContext()
                        .getCamelContextExtension()
                        .setErrorHandlerFactory(new NoErrorHandlerDefinition());
            }
        });
        return main;
    }

    private static SSLContextParameters tls(DeskConfig desk) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setType("PKCS12");
        store.setResource("file:" + desk.keyStore());
        store.setPassword(desk.keyStorePassword());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword(desk.keyStorePassword());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        return tls;
    }
}
