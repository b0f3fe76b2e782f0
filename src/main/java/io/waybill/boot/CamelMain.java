package io.waybill.boot;

import io.waybill.desk.http.DeskConfig;
import io.waybill.refresh.Refresh;
import io.waybill.settings.Settings;
import io.waybill.system.TargetReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Camel as Waybill runs it: its settings, its beans, its routes. */
final class CamelMain extends MainListenerSupport {
    /** Work that is broken off ends in a moment; what does not is left behind. */
    private static final Duration UNWINDING = Duration.ofSeconds(10);

    /** All routes that begin something by themselves: they start when the target is open. Routes that answer others start before. */
    private static final String BEGINNINGS = "kamelet:*,scheduler:*,timer:*,quartz:*";

    /** The file that is left out where the desk is turned off. */
    static final String DESK_ROUTES = "desk.camel.yaml";

    private final Settings settings;
    private final DeskConfig desk;
    private final ClassLoader classes;
    private final List<Refresh> refreshes;
    private final List<TargetReport> reports;

    private CamelMain(
            Settings settings,
            DeskConfig desk,
            ClassLoader classes,
            List<Refresh> refreshes,
            List<TargetReport> reports) {
        this.settings = settings;
        this.desk = desk;
        this.classes = classes;
        this.refreshes = refreshes;
        this.reports = reports;
    }

    /**
     * Makes it, not yet started.
     *
     * @param classes loads the classes that routes name
     * @param refreshes each gets a route of its own
     * @param reports each that is sent on schedule gets a route of its own
     * @param beans what routes name
     */
    static Main of(
            Settings settings,
            DeskConfig desk,
            ClassLoader classes,
            List<Refresh> refreshes,
            List<TargetReport> reports,
            Map<String, Object> beans) {
        CamelMain listener = new CamelMain(settings, desk, classes, refreshes, reports);
        Main main = new Main();
        // Signals are Waybill's own business: the routes stop before the database does.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        // The file is read once, in UTF-8 and without a byte order mark: Camel would do neither.
        main.setPropertyPlaceholderLocations("false");
        main.setOverrideProperties(listener.overrides());
        main.addMainListener(listener);
        beans.forEach(main::bind);
        return main;
    }

    private Properties overrides() {
        Properties overrides = new Properties();
        settings.source().others().forEach(overrides::setProperty);
        settings.source().all().forEach((name, value) -> {
            if (!name.contains("password") && !name.endsWith(".key")) {
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
        overrides.setProperty(
                "camel.main.routesIncludePattern",
                "file:" + settings.routes() + "/*.camel.yaml,file:" + settings.routes() + "/*.kamelet.yaml");
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
            overrides.setProperty("camel.main.routesExcludePattern", "**/" + DESK_ROUTES);
        }
        return overrides;
    }

    /**
     * Routes see the settings as they were read and checked once ({@link Settings}). Without this Camel would look into the environment
     * and the system properties again, past that check.
     */
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        context.setApplicationContextClassLoader(classes);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }

    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        if (desk.keyStore() != null) {
            context.setSSLContextParameters(tls());
        }
        // Failures inside a drop's way reach the error handling of the route that began it, unlogged.
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        for (Refresh refresh : refreshes) {
            TemplatedRouteBuilder.builder(context, "refresh-on-schedule")
                    .routeId("refresh-" + refresh.system() + "-on-schedule")
                    .parameter("system", refresh.system())
                    .parameter("cron", refresh.config().times().cron())
                    .add();
        }
        for (TargetReport report : reports) {
            report.sending()
                    .ifPresent(sending -> TemplatedRouteBuilder.builder(context, "send-on-schedule")
                            .routeId("send-" + report.system() + "-" + report.name() + "-on-schedule")
                            .parameter("system", report.system())
                            .parameter("report", report.name())
                            .parameter("cron", sending.cron())
                            .parameter("route", sending.route())
                            .add());
        }
    }

    private SSLContextParameters tls() {
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
