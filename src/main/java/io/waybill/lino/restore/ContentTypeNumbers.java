package io.waybill.lino.restore;

import io.waybill.database.Target;
import io.waybill.delivery.Catalogue;
import io.waybill.delivery.Row;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.ContentTypes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The numbers of models in {@code django_content_type}. A dump's numbers are those of another database, so that it names models; one that
 * the target does not know yet gets the next number, and its row is part of what is delivered.
 */
final class ContentTypeNumbers implements ContentTypes {
    /** What its rows are called. */
    static final String MODEL = "contenttypes.ContentType";
    /** Its columns, in the order of {@link #fresh}. */
    static final List<String> COLUMNS = List.of("id", "app_label", "model");

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<String, ContentType> made = new LinkedHashMap<>();
    private long last;

    /** What the target has; null when it has no such table. */
    static ContentTypeNumbers readIfThere(Target target) throws SQLException {
        return Catalogue.read(target, List.of(TABLE)).tables().containsKey(TABLE) ? read(target.dataSource()) : null;
    }

    /** What the target has. */
    static ContentTypeNumbers read(DataSource target) throws SQLException {
        ContentTypeNumbers read = new ContentTypeNumbers();
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, app_label, model FROM django_content_type")) {
            while (row.next()) {
                read.put(row.getString(2) + "." + row.getString(3), row.getLong(1));
            }
        }
        return read;
    }

    private void put(String name, long number) {
        numbers.put(name, number);
        names.put(number, name);
        last = Math.max(last, number);
    }

    @Override
    public long number(ContentType type) {
        String name = type.application() + "." + type.name();
        Long number = numbers.get(name);
        if (number == null) {
            number = last + 1;
            put(name, number);
            made.put(name, type);
        }
        return number;
    }

    /** Whether the target knows all of these models, so that none has to be added. */
    boolean knows(Collection<String> models) {
        return models.stream()
                .map(ContentType::new)
                .allMatch(type -> numbers.containsKey(type.application() + "." + type.name()));
    }

    /** The model of a number, as {@code app.model} in lower case; empty when neither the target nor the dump has it. */
    Optional<String> model(long number) {
        return Optional.ofNullable(names.get(number));
    }

    /** All models that the target knows. */
    List<String> models() {
        return numbers.keySet().stream()
                .filter(name -> !made.containsKey(name))
                .sorted()
                .toList();
    }

    /**
     * Rows of models that the target does not know yet.
     *
     * @param place of the row that a message about them is about
     */
    List<Row> fresh(long place) {
        List<Row> rows = new ArrayList<>();
        made.forEach((name, type) ->
                rows.add(new Row(place, new Object[] {numbers.get(name), type.application(), type.name()})));
        return rows;
    }
}
