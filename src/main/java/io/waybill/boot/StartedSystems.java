package io.waybill.boot;

import io.waybill.refresh.Refresh;
import io.waybill.refresh.RefreshLog;
import io.waybill.refresh.RefreshSettings;
import io.waybill.system.Engine;
import io.waybill.system.FileForm;
import io.waybill.system.Mending;
import io.waybill.system.Mendings;
import io.waybill.system.Schedule;
import io.waybill.system.StartedSystem;
import io.waybill.system.TargetReport;
import io.waybill.system.WaybillSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The systems, each started with the engine: the beans that their routes name, their mendings, forms and scheduled refreshes. */
final class StartedSystems {
    private final Mendings mendings;
    private final List<FileForm> forms = new ArrayList<>();
    private final List<TargetReport> reports = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();
    private final List<Refresh> refreshes = new ArrayList<>();

    /**
     * Starts them.
     *
     * @param beans the engine's, by name; those of the systems are added
     * @throws IllegalStateException when a system has a bean with a name that is there already
     */
    StartedSystems(Systems systems, Engine engine, Map<String, Object> beans) {
        List<Mending> all = new ArrayList<>();
        for (WaybillSystem system : systems.all()) {
            StartedSystem started = system.start(engine);
            started.beans().forEach((name, bean) -> {
                if (beans.putIfAbsent(name, bean) != null) {
                    throw new IllegalStateException("The system " + system.name() + " has a bean named " + name
                            + ", as Waybill or another system has: it must begin with the system's own name.");
                }
            });
            all.addAll(started.mendings());
            forms.addAll(started.forms());
            reports.addAll(started.reports());
            system.refresh().ifPresent(feed -> {
                Refresh refresh = new Refresh(
                        RefreshSettings.read(engine.settings(), feed),
                        new RefreshLog(engine.target().dataSource(), system.name()));
                schedules.add(Schedule.of(refresh));
                if (refresh.config().enabled()) {
                    refreshes.add(refresh);
                }
            });
        }
        mendings = new Mendings(all);
    }

    /** What rejects of the systems may be answered with. */
    Mendings mendings() {
        return mendings;
    }

    /** With which people make files. */
    List<FileForm> forms() {
        return forms;
    }

    /** Of what their targets say. */
    List<TargetReport> reports() {
        return reports;
    }

    /** The schedules of all refreshes, also of those that are not enabled. */
    List<Schedule> schedules() {
        return schedules;
    }

    /** The refreshes that are enabled. */
    List<Refresh> refreshes() {
        return refreshes;
    }
}
