package io.waybill.lino.restore;

import io.waybill.database.SqlTemplate;
import io.waybill.database.Target;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.Delivery;
import io.waybill.delivery.shape.CheckConstraintShape;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.ForeignKeyShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import io.waybill.delivery.shape.UniqueShape;
import io.waybill.delivery.shape.ValueKind;
import io.waybill.format.BrokenFileException;
import io.waybill.format.Fault;
import io.waybill.format.Position;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.ValueRules.GenericReferences;
import io.waybill.lino.record.CellTexts;
import io.waybill.lino.record.ContentTypes;
import io.waybill.lino.record.GenericReference;
import io.waybill.lino.record.TableMatch;
import io.waybill.model.Notice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Takes the rows out of the stage that the target's rules would refuse, and makes rejects of them: by sets, one statement for each rule. A
 * row whose parent is taken out dangles in its turn, so that this goes on until nothing is left to take.
 */
final class StagedRejects {
    /** Rows may refer to each other in long chains through several tables; each link costs a round. */
    private static final int MOST_ROUNDS = 500;

    private static final Set<ValueKind> WHOLE = EnumSet.of(ValueKind.SMALLINT, ValueKind.INTEGER, ValueKind.BIGINT);

    private final Delivery delivery;
    private final Target target;
    private final LinoConfig config;
    private final Map<String, TableMatch> matches;
    private final Map<TableName, TableMatch> byName = new HashMap<>();
    private final ContentTypeNumbers contentTypes;
    private final LongFunction<Position> places;
    private final RejectBook rejects;
    private final boolean whole;
    private final boolean addsContentTypes;
    private final Map<String, Optional<Parents>> models = new HashMap<>();
    private final Map<String, Long> kept = new TreeMap<>();
    private final Map<String, Long> unknown = new TreeMap<>();

    /**
     * What generic references to a model are looked up in.
     *
     * @param table its name, without schema
     * @param name as people and the catalogue have it
     * @param rows of it, as a relation for a FROM clause
     * @param key its column
     * @param whole whether the key is a whole number
     */
    private record Parents(String table, String name, String rows, String key, boolean whole) {}

    /**
     * @param delivery whose transaction is open
     * @param matches tables that are delivered, by name
     * @param contentTypes null when the dump has none
     * @param addsContentTypes whether models that the target does not know yet are delivered, too
     * @param places gives the place of a staged row in the file
     * @param whole whether the staged rows are all that the tables will have; otherwise those of the target stay beside them
     */
    StagedRejects(
            Delivery delivery,
            Target target,
            LinoConfig config,
            Map<String, TableMatch> matches,
            ContentTypeNumbers contentTypes,
            boolean addsContentTypes,
            LongFunction<Position> places,
            RejectBook rejects,
            boolean whole) {
        this.whole = whole;
        this.addsContentTypes = addsContentTypes;
        this.delivery = delivery;
        this.target = target;
        this.config = config;
        this.matches = matches;
        this.contentTypes = contentTypes;
        this.places = places;
        this.rejects = rejects;
        matches.values().forEach(match -> byName.put(match.target().name(), match));
    }

    /**
     * Takes them out.
     *
     * @throws BrokenFileException when there are too many, or their chains are too long
     */
    void take() throws SQLException {
        for (TableMatch match : matches.values()) {
            takeRepeatedKeys(match);
            takeByChecks(match);
        }
        settle(null);
        Set<String> changed = new LinkedHashSet<>();
        for (TableMatch match : matches.values()) {
            if (takeRepeatedValues(match)) {
                changed.add(match.source().table());
            }
        }
        settle(changed);
        Map<String, TableShape> tables = new HashMap<>();
        byName.forEach((name, match) -> tables.put(name.toString(), match.target()));
        new ReferenceCandidates(
                        delivery.connection(),
                        tables,
                        new NamingColumns(config.rowNames(), config.secretColumns()),
                        this::rows)
                .propose(rejects);
        WaitingRows.tell(rejects, tables);
    }

    /** The rows that a table will have, as a relation; empty when not all of these columns are known of them. */
    private Optional<String> rows(TableShape table, List<String> columns) {
        return Optional.of(byName.get(table.name()))
                .filter(match -> filled(match, columns))
                .map(match -> rows(match, columns));
    }

    /** What people should know of generic references that could not be judged, or were kept. */
    List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        kept.forEach((what, count) -> notices.add(new Notice(
                "generic-references-kept",
                count + " generic references of " + what + " are kept, although no such row exists.",
                count)));
        unknown.forEach((what, count) -> notices.add(new Notice(
                "generic-references-unknown",
                count + " generic references of " + what + " are not checked: the target has no table of that model.",
                count)));
        return notices;
    }

    /**
     * Takes out what dangles, until nothing does.
     *
     * @param changed tables that have lost rows; null when everything is to be checked
     */
    private void settle(Set<String> changed) throws SQLException {
        Set<String> parents = changed;
        for (int round = 0; parents == null || !parents.isEmpty(); round++) {
            if (round == MOST_ROUNDS) {
                throw new BrokenFileException(Fault.ofFile(
                        Position.of("restore.py"),
                        "references-too-deep",
                        "rows that refer to each other through more than " + MOST_ROUNDS + " others",
                        "fewer of them, or the row that all of them lack",
                        "The first reject: " + rejects.rows().get(0).reason()));
            }
            Set<String> lost = new LinkedHashSet<>();
            for (TableMatch match : matches.values()) {
                if (takeDangling(match, parents)) {
                    lost.add(match.source().table());
                }
            }
            parents = lost;
        }
    }

    private boolean takeDangling(TableMatch match, Set<String> parents) throws SQLException {
        long before = rejects.total();
        for (ForeignKeyShape reference : match.target().references()) {
            if (filled(match, reference.childColumns()) && concerns(reference, parents)) {
                takeDangling(match, reference);
            }
        }
        if (contentTypes != null) {
            for (GenericReference reference : GenericReference.of(match.source())) {
                if (filled(match, List.of(reference.type(), reference.key()))) {
                    takeDangling(match, reference, parents);
                }
            }
        }
        return rejects.total() > before;
    }

    private boolean concerns(ForeignKeyShape reference, Set<String> parents) {
        TableMatch parent = byName.get(reference.parent());
        return parents == null
                || parent != null && parents.contains(parent.source().table());
    }

    /** A table that refers to itself loses whole chains of rows at once. */
    private void takeDangling(TableMatch match, ForeignKeyShape reference) throws SQLException {
        int before = rejects.total();
        takeDangling(match, reference, "take-dangling.sql");
        if (reference.parent().equals(match.target().name()) && rejects.total() > before) {
            try (Statement statement = delivery.connection().createStatement()) {
                statement.execute(template(match, "index-links.sql")
                        .withList("fk", reference.childColumns())
                        .sql());
                takeDangling(match, reference, "take-dangling-chain.sql");
                statement.execute("DROP INDEX "
                        + SqlTemplate.qualified(delivery.relations().schema(), "waybill_links"));
            }
        }
    }

    private void takeDangling(TableMatch match, ForeignKeyShape reference, String file) throws SQLException {
        SqlTemplate template = template(match, file)
                .withList("fk", reference.childColumns())
                .withList("pk", reference.parentColumns())
                .withSql("parents", List.of(parents(reference)));
        String columns = String.join(", ", reference.childColumns());
        boolean pointer = match.source()
                .pointer()
                .map(List::of)
                .filter(reference.childColumns()::equals)
                .isPresent();
        take(
                match,
                template.sql(),
                reference.childColumns(),
                pointer ? DanglingReference.PARENT : DanglingReference.RULE,
                columns,
                "the key of a row of " + reference.parent() + " that is delivered");
    }

    /** Where a referenced row has to be: among the staged rows, when its table is delivered whole. */
    private String parents(ForeignKeyShape reference) {
        TableMatch parent = byName.get(reference.parent());
        if (parent != null && filled(parent, reference.parentColumns())) {
            return rows(parent, reference.parentColumns());
        }
        if (addsContentTypes && reference.parent().name().equals(ContentTypes.TABLE)) {
            return "(SELECT id FROM " + reference.parent().sql() + " UNION ALL SELECT id FROM "
                    + delivery.relations().stage(ContentTypes.TABLE) + ")";
        }
        return reference.parent().sql();
    }

    /** The rows that a table will have, as a relation for a FROM clause with these columns. */
    private String rows(TableMatch match, List<String> columns) {
        String stage = delivery.relations().stage(match.target().name().toString());
        if (whole) {
            return stage;
        }
        return SqlTemplate.load(StagedRejects.class, "rows-beside.sql")
                .withSql("stage", List.of(stage))
                .withSql("table", List.of(match.target().name().sql()))
                .withList("columns", columns)
                .sql();
    }

    private void takeDangling(TableMatch match, GenericReference reference, Set<String> parents) throws SQLException {
        for (Map.Entry<Long, Long> type : types(match, reference).entrySet()) {
            String model = contentTypes.model(type.getKey()).orElse(null);
            Optional<Parents> there = models.computeIfAbsent(
                    model == null ? "" : model, name -> model == null ? Optional.empty() : rows(name));
            String what = match.source().table() + " to " + (model == null ? "model " + type.getKey() : model);
            if (there.isEmpty()) {
                if (parents == null) {
                    unknown.put(what, type.getValue());
                }
            } else if (parents == null || parents.contains(there.get().table)) {
                takeDangling(match, reference, type.getKey(), there.get(), what);
            }
        }
    }

    private void takeDangling(TableMatch match, GenericReference reference, long type, Parents there, String what)
            throws SQLException {
        boolean whole = there.whole
                && WHOLE.contains(match.target().columns().get(reference.key()).kind());
        boolean keep = config.values().genericReferences() == GenericReferences.KEEP;
        String sql = template(match, keep ? "count-generic.sql" : "take-generic.sql")
                .withList("type", List.of(reference.type()))
                .withList("id", List.of(reference.key()))
                .withList("pk", List.of(there.key))
                .withSql("text", List.of(whole ? "" : "::text"))
                .withSql("parents", List.of(there.rows))
                .sql();
        if (keep) {
            long count = count(sql, type);
            if (count > 0) {
                kept.put(what, count);
            }
            return;
        }
        take(
                match,
                sql,
                List.of(reference.key(), there.name),
                DanglingReference.GENERIC,
                reference.type() + ", " + reference.key(),
                "the key of a row of " + there.table + " that is delivered",
                type);
    }

    private long count(String sql, long type) throws SQLException {
        try (PreparedStatement query = delivery.connection().prepareStatement(sql)) {
            query.setLong(1, type);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The numbers of models that a table's generic references have, and how many rows have each. */
    private Map<Long, Long> types(TableMatch match, GenericReference reference) throws SQLException {
        Map<Long, Long> types = new LinkedHashMap<>();
        try (PreparedStatement query = delivery.connection()
                        .prepareStatement(template(match, "generic-types.sql")
                                .withList("type", List.of(reference.type()))
                                .withList("id", List.of(reference.key()))
                                .sql());
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                types.put(row.getLong(1), row.getLong(2));
            }
        }
        return types;
    }

    /** The rows of a model: those that are delivered, or those that the target has. */
    private Optional<Parents> rows(String model) {
        for (TableMatch match : matches.values()) {
            if (match.source().model().toLowerCase(Locale.ROOT).equals(model)) {
                return parents(match.target(), rows(match, match.target().key()));
            }
        }
        String table = config.tables().entrySet().stream()
                .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(model))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(model.replace('.', '_'));
        for (TableMatch match : matches.values()) {
            if (match.target().name().name().equals(table)) {
                return parents(match.target(), rows(match, match.target().key()));
            }
        }
        TableShape shape = Catalogue.read(target, List.of(table)).tables().get(table);
        return shape == null ? Optional.empty() : parents(shape, shape.name().sql());
    }

    private static Optional<Parents> parents(TableShape shape, String rows) {
        if (shape.key().size() != 1) {
            return Optional.empty();
        }
        String key = shape.key().get(0);
        return Optional.of(new Parents(
                shape.name().name(),
                shape.name().toString(),
                rows,
                key,
                WHOLE.contains(shape.columns().get(key).kind())));
    }

    private void takeRepeatedKeys(TableMatch match) throws SQLException {
        if (delivery.keysOccurOnce(match.target().name().toString())) {
            return;
        }
        take(
                match,
                template(match, "take-repeated-keys.sql").sql(),
                match.target().key(),
                RejectBook.DUPLICATE_KEY,
                String.join(", ", match.target().key()),
                "a key that no row before it has");
        delivery.keysOccurOnce(match.target().name().toString());
    }

    private void takeByChecks(TableMatch match) throws SQLException {
        for (CheckConstraintShape check : match.target().checks()) {
            if (filled(match, check.columns())) {
                take(
                        match,
                        template(match, "take-by-check.sql")
                                .withSql("expression", List.of(check.expression()))
                                .withList("speaksof", check.columns())
                                .sql(),
                        check.columns(),
                        "check-constraint",
                        String.join(", ", check.columns()),
                        "a value that satisfies the rule " + check.name() + " of the target: " + check.expression());
            }
        }
    }

    private boolean takeRepeatedValues(TableMatch match) throws SQLException {
        long before = rejects.rows().size();
        for (UniqueShape unique : match.target().uniques()) {
            if (filled(match, unique.columns())) {
                take(
                        match,
                        template(match, "take-repeated-values.sql")
                                .withSql("expression", unique.expressions())
                                .withList("unique", unique.aliases())
                                .withList("distinct", unique.nullsDistinct() ? unique.aliases() : List.of())
                                .withSql("predicate", List.of(unique.condition()))
                                .sql(),
                        unique.columns(),
                        "duplicate-value",
                        String.join(", ", unique.columns()),
                        (unique.columns().size() == 1 ? "a value" : "a combination") + " that no row before it has");
            }
        }
        return rejects.total() > before;
    }

    private static boolean filled(TableMatch match, List<String> columns) {
        Set<String> filled = new HashSet<>();
        match.filled().forEach(column -> filled.add(column.shape().name()));
        return filled.containsAll(columns);
    }

    private SqlTemplate template(TableMatch match, String file) {
        return SqlTemplate.load(StagedRejects.class, file)
                .withSql(
                        "stage",
                        List.of(delivery.relations().stage(match.target().name().toString())))
                .withList("key", match.target().key())
                .withList("columns", columns(match));
    }

    private static List<String> columns(TableMatch match) {
        return match.filled().stream().map(column -> column.shape().name()).toList();
    }

    /** Runs a statement that takes rows out and returns each with its place, what is wrong, and its cells. */
    private void take(
            TableMatch match,
            String sql,
            List<String> cause,
            String rule,
            String column,
            String expected,
            Object... parameters)
            throws SQLException {
        List<String> columns = columns(match);
        List<ColumnShape> shapes = match.shapes();
        try (PreparedStatement statement = delivery.connection().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Position at = places.apply(row.getLong("waybill_offset"));
                    List<String> cells = CellTexts.of(
                            shapes, (String[]) row.getArray("cells").getArray(), null);
                    RejectBook.Entry entry = new RejectBook.Entry(
                            match.target().name().toString(),
                            match.source().model(),
                            columns,
                            cells,
                            match.target().key(),
                            at);
                    String found = row.getString("found");
                    String reason = new Fault(at, entry.table(), column, rule, found, expected, null).sentence();
                    if (rule.equals(DanglingReference.RULE) && cause.size() == 1) {
                        rejects.addReference(entry, cause.get(0), null, rule, reason);
                    } else if (rule.equals(DanglingReference.GENERIC)) {
                        rejects.addReference(entry, cause.get(0), cause.get(1), rule, reason);
                    } else {
                        rejects.add(entry, cause, rule, reason);
                    }
                }
            }
        }
    }
}
