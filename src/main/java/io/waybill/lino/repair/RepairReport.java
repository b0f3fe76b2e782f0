package io.waybill.lino.repair;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.database.SqlTemplate;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.Outcome.Question;
import io.waybill.format.ShortList;
import io.waybill.format.WholeFile;
import io.waybill.lino.repair.RowVerdicts.Difference;
import io.waybill.lino.repair.RowVerdicts.Existing;
import io.waybill.lino.repair.plan.RepairPass;
import io.waybill.model.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a repair does with each selected row: found out in the delivering transaction, written on the waybill and into a file for programs. */
final class RepairReport {
    /** Of the rows that differ, how many a pass lists. */
    private static final int MOST_LISTED = 1_000;
    /** Of these, how many keys a notice names. */
    private static final int MOST_NAMED = 10;

    private static final String ROWS = "SELECT count(*) FROM ";

    private final RepairJob job;
    private final Delivery delivery;
    private final RowVerdicts verdicts;
    private final List<PassReport> lines = new ArrayList<>();
    private final Map<String, List<Difference>> differences = new LinkedHashMap<>();
    /** How many rows differ in each column, where differences are listed. */
    private final Map<String, Map<String, Long>> differing = new HashMap<>();

    private final Map<String, Long> before = new LinkedHashMap<>();
    private final Map<String, Long> after = new LinkedHashMap<>();

    RepairReport(RepairJob job, Delivery delivery) {
        this.job = job;
        this.delivery = delivery;
        this.verdicts = new RowVerdicts(
                delivery,
                job.restoration,
                job.dumps.all().stream().map(job.selector::references).toList(),
                job.target,
                job.tablesOfModels(),
                job.config.values().genericReferences());
    }

    /** Decides. Rows that cannot be restored leave the stage and are errors of the job. */
    void judge() throws SQLException {
        Map<String, Map<Integer, Existing>> present = new HashMap<>();
        for (RestoredTable table : job.restoration.tables().values()) {
            Map<Integer, Existing> existing = verdicts.existing(table);
            present.put(table.table(), existing);
            for (Map.Entry<Integer, Existing> each : existing.entrySet()) {
                list(table, each.getKey(), each.getValue());
            }
            verdicts.keepExisting(table);
        }
        job.errors.addAll(verdicts.refuse());
        Map<String, Map<Integer, Existing>> changed = new HashMap<>();
        Map<String, Map<Integer, Long>> missing = new HashMap<>();
        for (RestoredTable table : job.restoration.tables().values()) {
            changed.put(table.table(), table.isUpdated() ? verdicts.existing(table) : Map.of());
            missing.put(table.table(), verdicts.missing(table));
            long rows = rows(table);
            before.put(table.table(), rows);
            after.put(
                    table.table(),
                    rows
                            + missing.get(table.table()).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
        }
        for (Selection.Line line : job.selection.lines()) {
            lines.add(line(
                    line,
                    missing.get(line.table()).getOrDefault(line.pass(), 0L),
                    present.get(line.table()).getOrDefault(line.pass(), Existing.NONE),
                    changed.get(line.table()).getOrDefault(line.pass(), Existing.NONE)));
        }
    }

    private PassReport line(Selection.Line line, long restored, Existing present, Existing changed) {
        Map<String, Long> errors = job.errors(line.pass(), line.table());
        long failed = errors.values().stream().mapToLong(Long::longValue).sum();
        long equal = present.all() - present.different();
        return new PassReport(
                line.pass() + 1,
                line.table(),
                line.dump(),
                !line.own(),
                line.read(),
                line.selected(),
                line.repeated(),
                restored,
                changed.different(),
                equal,
                line.selected() - failed - restored - changed.different() - equal,
                present.others(),
                errors);
    }

    private void list(RestoredTable table, int pass, Existing existing) throws SQLException {
        boolean all = isOwn(table, pass) && job.plan.passes().get(pass).mode() == RepairPass.Mode.REPORT_DIFFERENCES;
        if (existing.different() == 0 || !all && existing.others() == 0) {
            return;
        }
        List<Difference> listed =
                differences.computeIfAbsent((pass + 1) + " " + table.table(), key -> new ArrayList<>());
        Map<String, Long> counts = differing.computeIfAbsent((pass + 1) + " " + table.table(), key -> new TreeMap<>());
        verdicts.differences(table, pass, difference -> {
            difference.columns().forEach(column -> counts.merge(column, 1L, Long::sum));
            if ((all || difference.another()) && listed.size() < MOST_LISTED) {
                listed.add(difference);
            }
        });
    }

    private boolean isOwn(RestoredTable table, int pass) {
        return job.plan.passes().get(pass).table().text().equals(table.table());
    }

    private long rows(RestoredTable table) throws SQLException {
        try (PreparedStatement query = delivery.connection()
                        .prepareStatement(ROWS + table.shape().name().sql());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** One for each table of each pass. */
    List<PassReport> lines() {
        return lines;
    }

    private static String rows(long count, String table) {
        return String.format(Locale.ROOT, count == 1 ? "%,d row of %s" : "%,d rows of %s", count, table);
    }

    /**
     * What people should look at.
     *
     * @param preview whether nothing is kept of this run but its notices
     */
    List<Notice> notices(boolean preview) {
        List<Notice> notices = new ArrayList<>();
        for (PassReport line : lines) {
            if (line.others() > 0) {
                List<Difference> listed = differences.getOrDefault(line.pass() + " " + line.table(), List.of());
                notices.add(new Notice(
                        "another-row",
                        "Pass " + line.pass() + ": " + rows(line.others(), line.table())
                                + (line.others() == 1 ? " has" : " have")
                                + " a key under which the target has another row now, as the columns say that identify it: "
                                + keys(listed, line.others())
                                + ". What the target has stays as it is; the key was probably given again after the row was"
                                + " deleted.",
                        line.others()));
            }
            // Where columns are written, only a row under a key that was given again stays otherwise, and that is told
            // above.
            long staying = line.different() - (isWritten(line) ? line.others() : 0);
            if (staying > 0) {
                notices.add(new Notice(
                        "different-rows",
                        "Pass " + line.pass() + ": the target has " + rows(staying, line.table())
                                + " otherwise than the dump, and it stays so"
                                + (isListed(line)
                                        ? listed(line, preview)
                                        : ". Mode report-differences lists them, update-columns writes columns of them."),
                        staying));
            }
        }
        for (PassReport line : lines) {
            if (isInVain(line)) {
                notices.add(new Notice(
                        "nothing-selected",
                        String.format(
                                        Locale.ROOT,
                                        "Pass %d selects none of the %,d rows of %s in %s",
                                        line.pass(),
                                        line.read(),
                                        line.table(),
                                        line.dump())
                                + ". If that is not meant, look at its conditions, and at the dump.",
                        0));
            }
        }
        List<RemappedKey> unused = job.restoration.unusedKeys();
        if (!unused.isEmpty()) {
            notices.add(new Notice(
                    "remap-unused",
                    unused.size() + (unused.size() == 1 ? " key" : " keys")
                            + " of remap stood in no row that the plan selects, neither as its key nor as a reference: "
                            + ShortList.of(
                                    unused.stream().map(RemappedKey::toString).toList(), MOST_NAMED) + ".",
                    unused.size()));
        }
        notices.addAll(verdicts.notices());
        return notices;
    }

    /** In which columns rows differ, and where each of them is listed. */
    private String listed(PassReport line, boolean preview) {
        String columns = differing.getOrDefault(line.pass() + " " + line.table(), Map.of()).entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        return ". They differ in these columns: " + columns + ". "
                + (preview ? "A preview keeps no report; that of the repair itself lists " : "The report lists ")
                + (line.different() > MOST_LISTED ? "the first " + MOST_LISTED + " of them." : "each of them.");
    }

    /** Whether the target has rows otherwise than the dump, which stay so. */
    boolean isAnyDifferent() {
        return lines.stream().anyMatch(line -> line.different() > 0);
    }

    private boolean isInVain(PassReport line) {
        return !line.added()
                && line.selected() + line.repeated() == 0
                && job.plan.passes().get(line.pass() - 1).isChosen();
    }

    /** Whether a pass that says which rows it selects has found none of them. */
    boolean isPassInVain() {
        return lines.stream().anyMatch(this::isInVain);
    }

    private boolean isListed(PassReport line) {
        return isOf(line, RepairPass.Mode.REPORT_DIFFERENCES);
    }

    private boolean isWritten(PassReport line) {
        return isOf(line, RepairPass.Mode.UPDATE_COLUMNS);
    }

    private boolean isOf(PassReport line, RepairPass.Mode mode) {
        return !line.added() && job.plan.passes().get(line.pass() - 1).mode() == mode;
    }

    /** @param count how many there are in all: no more than {@value #MOST_LISTED} are listed */
    private static String keys(List<Difference> listed, long count) {
        return ShortList.outOf(
                listed.stream()
                        .filter(Difference::another)
                        .limit(MOST_NAMED)
                        .map(Difference::key)
                        .toList(),
                count);
    }

    /** Rows that were added because they refer to selected ones are looked at by somebody before they are restored. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < job.plan.passes().size(); i++) {
            int pass = i + 1;
            List<PassReport> added = lines.stream()
                    .filter(line -> line.pass() == pass && line.added() && line.restored() > 0)
                    .toList();
            if (job.plan.passes().get(i).withChildren() && !added.isEmpty()) {
                questions.add(new Question(
                        "children",
                        job.plan.passes().get(i).table().text(),
                        "Pass " + pass + " also restores what belongs to its rows: "
                                + added.stream()
                                        .map(line ->
                                                String.format(Locale.ROOT, "%,d of %s", line.restored(), line.table()))
                                        .collect(Collectors.joining(", "))
                                + "."));
            }
        }
        return questions;
    }

    /** How many rows the tables have before and after. */
    Map<String, Map<String, Long>> comparison() {
        Map<String, Map<String, Long>> comparison = new LinkedHashMap<>();
        comparison.put("before", before);
        comparison.put("after", after);
        return comparison;
    }

    /** Writes the report for programs, with the keys of all rows that were written. */
    void write(Path file) throws IOException, SQLException {
        ObjectMapper json = new ObjectMapper();
        try (WholeFile whole = new WholeFile(file);
                JsonGenerator out = json.getFactory().createGenerator(whole.out(), JsonEncoding.UTF8)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeStringField("title", job.plan.title() == null ? job.file.name() : job.plan.title());
            out.writeObjectField("passes", lines);
            out.writeObjectField("differences", differences);
            out.writeObjectFieldStart("written");
            for (RestoredTable table : job.restoration.tables().values()) {
                writeKeys(table, out);
            }
            out.writeEndObject();
            out.writeEndObject();
            out.flush();
            whole.commit();
        }
    }

    private void writeKeys(RestoredTable table, JsonGenerator out) throws IOException, SQLException {
        String sql = SqlTemplate.load(RepairReport.class, "written-keys.sql")
                .withSql("plan", List.of(delivery.relations().plan(table.spec().table())))
                .withList("key", List.of(table.key()))
                .sql();
        out.writeObjectFieldStart(table.table());
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("i", new ArrayList<>());
        keys.put("u", new ArrayList<>());
        try (PreparedStatement query = delivery.connection().prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                keys.get(row.getString("kind")).add(row.getString("key_text"));
            }
        }
        out.writeObjectField("restored", keys.get("i"));
        out.writeObjectField("updated", keys.get("u"));
        out.writeEndObject();
    }
}
