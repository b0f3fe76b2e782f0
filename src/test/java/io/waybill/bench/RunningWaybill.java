package io.waybill.bench;

import io.waybill.boot.Application;
import io.waybill.database.EmbeddedDatabase;
import io.waybill.delivery.TableSpec;
import io.waybill.folder.DataFolder;
import io.waybill.folder.DataFolderLock;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import io.waybill.timetable.TimetableConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** A Waybill that serves a new data folder with a durable embedded PostgreSQL, and what other ways there are into its tables. */
final class RunningWaybill implements AutoCloseable {
    private final Path folder;
    private final List<TableSpec> tables;
    private final EmbeddedDatabase database;
    private final PlainCopy copy;
    private final Application application;
    private final TimedDrops drops;

    private RunningWaybill(Path folder) throws IOException, SQLException {
        this.folder = folder;
        System.setProperty("waybill.data", folder.resolve("data").toString());
        Settings settings = Settings.read().withoutHttp();
        DataFolder data = new DataFolder(settings.data());
        data.make();
        tables = TimetableConfig.load(settings.config(), Clock.systemUTC()).tables("live");
        // Attached first, so that it is there for the others, too.
        database = EmbeddedDatabase.open(settings.data());
        copy = PlainCopy.into(database, tables, Files.createDirectories(csv()));
        application =
                Application.start(settings, DataFolderLock.take(data, "bench").orElseThrow());
        drops = new TimedDrops(application, data, new FeedName("timetable", "live"));
    }

    /** @param folder for all its files */
    static RunningWaybill in(Path folder) throws IOException, SQLException {
        return new RunningWaybill(Files.createDirectories(folder));
    }

    /** For files of the benchmark's own. */
    Path folder() {
        return folder;
    }

    /** Where the rows stand as CSV files once they are exported. */
    Path csv() {
        return folder.resolve("csv");
    }

    List<TableSpec> tables() {
        return tables;
    }

    EmbeddedDatabase database() {
        return database;
    }

    PlainCopy copy() {
        return copy;
    }

    TimedDrops drops() {
        return drops;
    }

    @Override
    public void close() throws SQLException {
        application.close();
        copy.close();
        database.close();
    }
}
