package io.waybill.lino.dump;

import io.waybill.database.SqlTemplate;
import io.waybill.database.SqlText;
import io.waybill.format.ShortList;
import io.waybill.lino.record.ContentTypes;
import io.waybill.model.Notice;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The models of a site as its database knows them: tables by the content types, columns, keys and references by the catalogue. What
 * {@code dump2py} leaves out is left out here: content types and sessions, and tables that belong to no model.
 *
 * @param taken when the snapshot was taken
 * @param tables of all models that are dumped, in the order in which they are loaded
 * @param models the variable of each model, by its number among the content types
 * @param names all models, by their full names
 * @param notices what people should know
 */
record SiteCatalogue(
        Instant taken,
        List<SiteTable> tables,
        Map<String, String> models,
        Collection<ModelNames> names,
        List<Notice> notices) {
    private static final Set<String> NEVER_DUMPED = Set.of("contenttypes.contenttype", "sessions.session");
    private static final Set<String> TEXTS = Set.of("varchar", "text", "bpchar", "citext");
    private static final String REFERENCE = "_id";
    private static final String POINTER = "_ptr_id";
    private static final int MOST_LISTED = 10;

    /**
     * Reads the catalogue.
     *
     * @param connection in the transaction whose snapshot is dumped
     * @throws DumpFailedException when this is not the database of a Lino site, or this role may not read its tables
     */
    static SiteCatalogue read(Connection connection, DumpOptions options) throws SQLException {
        return new Reader(connection, options).read();
    }

    /** A table as the catalogue has it. */
    private record Found(long oid, String name, boolean readable) {}

    /** A column as the catalogue has it. */
    private record FoundColumn(String name, String typeName, String type, boolean nullable, boolean generated) {}

    /** A key as the catalogue has it. */
    private record FoundKey(boolean primary, List<String> columns, long reference) {}

    private static final class Reader {
        private final Connection connection;
        private final DumpOptions options;
        private final List<Notice> notices = new ArrayList<>();
        private String schema;
        private Instant taken;
        private final Map<String, Found> tables = new LinkedHashMap<>();
        private final Map<Long, String> byOid = new HashMap<>();
        private final Map<Long, List<FoundColumn>> columns = new HashMap<>();
        private final Map<Long, List<FoundKey>> keys = new HashMap<>();

        Reader(Connection connection, DumpOptions options) {
            this.connection = connection;
            this.options = options;
        }

        SiteCatalogue read() throws SQLException {
            place();
            catalogue();
            Map<String, ModelNames> models = new TreeMap<>();
            Map<String, String> variables = new HashMap<>();
            contentTypes(models, variables);
            List<SiteTable> dumped = new ArrayList<>();
            Set<String> missing = new TreeSet<>();
            Set<String> known = new HashSet<>(Set.of(ContentTypes.TABLE, "django_session"));
            models.forEach((key, model) -> {
                Found table = tables.get(tableOf(model));
                if (table == null) {
                    missing.add(model.full());
                } else if (known.add(table.name)) {
                    dumped.add(table(table, model));
                }
            });
            requireReadable(dumped);
            tell(missing, known);
            notices.addAll(new DumpLanguages(options.languages(), dumped).notices());
            return new SiteCatalogue(taken, LoadOrder.of(dumped), variables, models.values(), List.copyOf(notices));
        }

        private void place() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SqlText.of(SiteCatalogue.class, "site-schema.sql"))) {
                if (!row.next()) {
                    throw new DumpFailedException("The database has no table " + ContentTypes.TABLE
                            + " that this role sees: it is not the database of a Lino site, or the site's schema is not in the role's"
                            + " search_path.");
                }
                schema = row.getString("schema_name");
                taken = row.getTimestamp("taken").toInstant();
            }
        }

        private void catalogue() throws SQLException {
            query("site-tables.sql", row -> {
                Found table = new Found(row.getLong("oid"), row.getString("relname"), row.getBoolean("readable"));
                tables.put(table.name, table);
                byOid.put(table.oid, table.name);
            });
            query(
                    "site-columns.sql",
                    row -> columns.computeIfAbsent(row.getLong("attrelid"), each -> new ArrayList<>())
                            .add(new FoundColumn(
                                    row.getString("attname"),
                                    row.getString("type_name"),
                                    row.getString("type"),
                                    !row.getBoolean("attnotnull"),
                                    row.getBoolean("generated"))));
            query("site-keys.sql", row -> {
                Array names = row.getArray("columns");
                keys.computeIfAbsent(row.getLong("conrelid"), each -> new ArrayList<>())
                        .add(new FoundKey(
                                row.getBoolean("is_primary"),
                                Arrays.asList((String[]) names.getArray()),
                                row.getLong("confrelid")));
            });
        }

        private interface Taker {
            void take(ResultSet row) throws SQLException;
        }

        private void query(String file, Taker taker) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(SqlText.of(SiteCatalogue.class, file))) {
                query.setString(1, schema);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        taker.take(rows);
                    }
                }
            }
        }

        private void contentTypes(Map<String, ModelNames> models, Map<String, String> variables) throws SQLException {
            Map<String, ModelNames> spelled = options.tables().keySet().stream()
                    .map(Reader::model)
                    .collect(Collectors.toMap(Reader::key, model -> model));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(SqlTemplate.load(SiteCatalogue.class, "content-types.sql")
                            .with("table", schema, ContentTypes.TABLE)
                            .sql())) {
                while (rows.next()) {
                    String name = rows.getString("model");
                    ModelNames model = new ModelNames(
                            rows.getString("app_label"),
                            name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
                    requireName(model);
                    ModelNames known = spelled.getOrDefault(key(model), model);
                    variables.put(rows.getString("id"), known.variable());
                    if (!NEVER_DUMPED.contains(key(known))) {
                        models.put(key(known), known);
                    }
                }
            }
        }

        /** A name becomes part of a Python file, so that nothing but a name may be one. */
        private static void requireName(ModelNames model) {
            if (!model.variable().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new DumpFailedException(ContentTypes.TABLE + " has the model '" + model.full()
                        + "', which no name in Python can be: delete or correct that row.");
            }
        }

        private static ModelNames model(String full) {
            int dot = full.indexOf('.');
            return new ModelNames(full.substring(0, dot), full.substring(dot + 1));
        }

        private static String key(ModelNames model) {
            return model.application() + "." + model.name().toLowerCase(Locale.ROOT);
        }

        private String tableOf(ModelNames model) {
            return options.tables()
                    .getOrDefault(
                            model.full(),
                            model.application() + "_" + model.name().toLowerCase(Locale.ROOT));
        }

        private SiteTable table(Found table, ModelNames model) {
            List<FoundKey> own = keys.getOrDefault(table.oid, List.of());
            List<String> key = own.stream()
                    .filter(FoundKey::primary)
                    .findFirst()
                    .map(FoundKey::columns)
                    .orElse(List.of());
            Map<String, String> references = new HashMap<>();
            own.stream()
                    .filter(each -> !each.primary && each.columns.size() == 1 && byOid.containsKey(each.reference))
                    .forEach(each -> references.put(each.columns.get(0), byOid.get(each.reference)));
            Optional<SiteTable.Parent> parent =
                    key.size() == 1 && key.get(0).endsWith(POINTER) && references.containsKey(key.get(0))
                            ? Optional.of(new SiteTable.Parent(key.get(0), references.get(key.get(0))))
                            : Optional.empty();
            return new SiteTable(schema, table.name, model, key, columns(table, references), parent);
        }

        private List<SiteColumn> columns(Found table, Map<String, String> references) {
            Map<String, FoundColumn> all = new LinkedHashMap<>();
            for (FoundColumn column : columns.getOrDefault(table.oid, List.of())) {
                if (column.generated) {
                    notices.add(new Notice(
                            "generated-column",
                            "Column " + column.name + " of " + table.name
                                    + " is left out: the database computes it by itself.",
                            1));
                } else {
                    requireColumnName(table, column);
                    all.put(column.name, column);
                }
            }
            Set<String> translations = new HashSet<>();
            List<SiteColumn> fields = new ArrayList<>();
            for (FoundColumn column : all.values()) {
                List<String> languages = languages(column, all);
                translations.addAll(languages.subList(1, languages.size()));
                fields.add(field(column, languages, references.get(column.name)));
            }
            fields.removeIf(field -> translations.contains(field.column()));
            return fields;
        }

        private static void requireColumnName(Found table, FoundColumn column) {
            if (!column.name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new DumpFailedException("Table " + table.name + " has the column '" + column.name
                        + "', which no name in Python can be: no model of Django has such a field.");
            }
        }

        /** The columns of a text in several languages; just the column itself when it is none. */
        private List<String> languages(FoundColumn column, Map<String, FoundColumn> all) {
            List<String> found = new ArrayList<>(List.of(column.name));
            if (TEXTS.contains(column.typeName)) {
                for (String language : options.languages().stream().skip(1).toList()) {
                    FoundColumn translation = all.get(column.name + "_" + language);
                    if (translation == null || !TEXTS.contains(translation.typeName)) {
                        return List.of(column.name);
                    }
                    found.add(translation.name);
                }
            }
            return found;
        }

        private static SiteColumn field(FoundColumn column, List<String> languages, String reference) {
            boolean named = reference != null && column.name.endsWith(REFERENCE);
            return new SiteColumn(
                    named ? column.name.substring(0, column.name.length() - REFERENCE.length()) : column.name,
                    column.name,
                    languages,
                    ContentTypes.TABLE.equals(reference) ? ValueForm.CONTENT_TYPE : ValueForm.of(column.typeName),
                    column.typeName,
                    column.type,
                    column.nullable,
                    reference);
        }

        private void requireReadable(List<SiteTable> dumped) {
            List<String> unreadable = dumped.stream()
                    .map(SiteTable::name)
                    .filter(name -> !tables.get(name).readable)
                    .toList();
            if (!unreadable.isEmpty()) {
                throw new DumpFailedException("This role may not read " + listed(unreadable)
                        + ": grant it SELECT on all tables of the schema " + schema + ".");
            }
        }

        private void tell(Set<String> missing, Set<String> known) throws SQLException {
            if (!missing.isEmpty()) {
                notices.add(new Notice(
                        "no-table",
                        "No table for " + listed(missing)
                                + ": models that the site no longer has, or whose tables have other names"
                                + " (config/lino.yaml, tables).",
                        missing.size()));
            }
            List<String> left = new ArrayList<>();
            for (Found table : tables.values()) {
                if (!known.contains(table.name) && table.readable && !isEmpty(table)) {
                    left.add(table.name);
                }
            }
            if (!left.isEmpty()) {
                notices.add(new Notice(
                        "not-dumped",
                        "Rows of " + listed(left)
                                + " are not dumped: no model of the site has these tables. As with dump2py,"
                                + " the hidden tables of references to many rows are among them.",
                        left.size()));
            }
        }

        private boolean isEmpty(Found table) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(SqlTemplate.load(SiteCatalogue.class, "has-rows.sql")
                            .with("table", schema, table.name)
                            .sql())) {
                row.next();
                return !row.getBoolean(1);
            }
        }

        private static String listed(Collection<String> names) {
            return ShortList.of(names, MOST_LISTED);
        }
    }
}
