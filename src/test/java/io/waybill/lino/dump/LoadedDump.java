package io.waybill.lino.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waybill.database.SqlTemplate;
import io.waybill.format.Faults;
import io.waybill.format.lino.Conversion;
import io.waybill.format.lino.CreateFunction;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpColumn;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.ModelName;
import io.waybill.format.lino.RestoreScript;
import io.waybill.format.lino.WholeDump;
import io.waybill.lino.record.ContentType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Puts the rows of a dump into empty tables as Lino does, row by row: a second way, by which dumps are judged. */
final class LoadedDump {
    private final Connection connection;
    private final RestoreScript script;
    private final Map<String, List<String>> needed = new HashMap<>();
    private final Map<String, PreparedStatement> inserts = new HashMap<>();

    private LoadedDump(Connection connection, RestoreScript script) {
        this.connection = connection;
        this.script = script;
    }

    static void load(Path path, DataSource database) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                LinoDump dump = WholeDump.open(path, UTF_8)) {
            connection.setAutoCommit(false);
            LoadedDump loaded = new LoadedDump(connection, dump.script());
            loaded.contentTypes();
            Faults faults = new Faults();
            for (String file : dump.files()) {
                try (DataFileReader reader = dump.read(file, faults)) {
                    while (reader.hasNext()) {
                        for (DumpRow row : reader.next()) {
                            loaded.add(row);
                        }
                    }
                }
            }
            faults.throwIfAny();
            for (PreparedStatement insert : loaded.inserts.values()) {
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private void contentTypes() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO django_content_type (app_label, model) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            for (String model : script.models().values()) {
                ContentType type = new ContentType(model);
                insert.setString(1, type.application());
                insert.setString(2, type.name());
                insert.execute();
            }
        }
    }

    private void add(DumpRow row) throws SQLException {
        Map<String, Object> values = values(row);
        String key = row.function().table() + values.keySet();
        PreparedStatement insert = inserts.get(key);
        if (insert == null) {
            insert = connection.prepareStatement("INSERT INTO "
                    + SqlTemplate.quoted(row.function().table())
                    + values.keySet().stream().map(SqlTemplate::quoted).collect(Collectors.joining(", ", " (", ")"))
                    + values.keySet().stream().map(each -> "?").collect(Collectors.joining(", ", " VALUES (", ")")));
            inserts.put(key, insert);
        }
        int place = 1;
        for (Object value : values.values()) {
            insert.setObject(place++, value, java.sql.Types.OTHER);
        }
        insert.addBatch();
    }

    private Map<String, Object> values(DumpRow row) throws SQLException {
        CreateFunction function = row.function();
        Map<String, Object> values = new LinkedHashMap<>();
        if (function.parent().isPresent()) {
            String pointer = function.parent().get().pointer();
            values.put(pointer, row.values().get(function.parameters().indexOf(pointer)));
        }
        for (DumpColumn column : function.columns()) {
            Object value = row.values().get(column.parameter());
            if (column.conversion() == Conversion.BABEL) {
                List<?> texts = (List<?>) value;
                List<String> languages = script.languages();
                for (int i = 0; i < languages.size(); i++) {
                    values.put(i == 0 ? column.name() : column.name() + "_" + languages.get(i), texts.get(i));
                }
            } else {
                values.put(column.name(), value);
            }
        }
        for (Map.Entry<String, Object> each : values.entrySet()) {
            // As Lino stores choices and quantities that are not set.
            boolean empty = each.getValue() == null && needed(function.table()).contains(each.getKey());
            each.setValue(empty ? "" : plain(each.getValue()));
        }
        return values;
    }

    private List<String> needed(String table) throws SQLException {
        List<String> known = needed.get(table);
        if (known == null) {
            known = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnotnull")) {
                query.setString(1, table);
                for (ResultSet rows = query.executeQuery(); rows.next(); ) {
                    known.add(rows.getString(1));
                }
            }
            needed.put(table, known);
        }
        return known;
    }

    private Object plain(Object value) throws SQLException {
        if (value instanceof ModelName name) {
            ContentType type = new ContentType(script.models().get(name.variable()));
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT id FROM django_content_type WHERE app_label = ? AND model = ?")) {
                query.setString(1, type.application());
                query.setString(2, type.name());
                ResultSet rows = query.executeQuery();
                rows.next();
                return rows.getString(1);
            }
        }
        return value instanceof LocalDateTime time ? time + "Z" : value == null ? null : value.toString();
    }
}
