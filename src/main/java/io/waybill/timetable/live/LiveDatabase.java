package io.waybill.timetable.live;

import io.waybill.database.SqlTemplate;
import io.waybill.format.WholeFile;
import io.waybill.model.Stopping;
import io.waybill.refresh.RefreshSteps;
import io.waybill.timetable.TimetableConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/**
 * Reads Live's own database with one streamed statement, and thus in one snapshot. The statement leaves out everything
 * that belongs to users.
 */
public final class LiveDatabase {
    /** The models whose tables are read: a role needs SELECT on these, and nothing else. */
    public static final List<String> MODELS =
            List.of("thing", "eventsource", "event", "eventsourcetag", "eventtag", "thingtag");

    private final TimetableConfig config;
    private final Stopping stopping;

    /** @param stopping interrupts the reading */
    public LiveDatabase(TimetableConfig config, Stopping stopping) {
        this.config = config;
        this.stopping = stopping;
    }

    /** Sets the statement that reads Live as the message body, with its parameters as headers, for Camel JDBC. */
    public void query(Exchange exchange) {
        SqlTemplate template = SqlTemplate.load(LiveDatabase.class, "read-live.sql");
        for (String model : MODELS) {
            template = template.with(model, config.table(model).split("\\.", 2));
        }
        Message message = exchange.getMessage();
        message.setBody(template.sql());
        message.setHeader("prefix", config.users().prefix());
        message.setHeader("grant", config.grant());
    }

    /**
     * Writes the rows as a dump: an array with one object per line.
     *
     * @param rows as Camel JDBC streams them, each with the one column {@code object}
     * @param dump path of the dump; its folder exists
     */
    public void writeDump(@Body Iterator<Map<String, Object>> rows, @ExchangeProperty(RefreshSteps.FILE) Path dump)
            throws IOException {
        try (WholeFile file = new WholeFile(dump)) {
            Writer out = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
            out.write("[");
            String separator = "\n";
            while (rows.hasNext()) {
                stopping.check();
                out.write(separator);
                out.write((String) rows.next().get("object"));
                separator = ",\n";
            }
            out.write("\n]\n");
            out.flush();
            file.commit();
        }
    }
}
