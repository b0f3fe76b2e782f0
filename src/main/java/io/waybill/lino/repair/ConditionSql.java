package io.waybill.lino.repair;

import io.waybill.database.SqlTemplate;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.yaml.PlacedWord;
import io.waybill.lino.repair.plan.Condition;
import io.waybill.lino.repair.plan.PlanFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A condition as SQL over a kept table, which is called {@code w}. All values are parameters. Whatever does not fit the tables is a fault of
 * the plan.
 */
final class ConditionSql {
    private static final String NONE = "true";

    private final PlanFile plan;
    private final KeptTable table;
    private final Map<String, TableShape> target;
    private final Map<String, KeptTable> otherDumps;
    private final Faults faults;
    private final List<Object> parameters = new ArrayList<>();

    /**
     * Begins with no parameter.
     *
     * @param table whose rows are selected
     * @param target the shapes of all tables that a condition may name
     * @param otherDumps the same table of other dumps, by their names
     */
    ConditionSql(
            PlanFile plan,
            KeptTable table,
            Map<String, TableShape> target,
            Map<String, KeptTable> otherDumps,
            Faults faults) {
        this.plan = plan;
        this.table = table;
        this.target = target;
        this.otherDumps = otherDumps;
        this.faults = faults;
    }

    /** The parameters of everything that {@link #of} returned, in their order: texts, and lists of texts. */
    List<Object> parameters() {
        return parameters;
    }

    /** The condition; it is never NULL. */
    String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return joined(all.conditions(), " AND ", NONE);
        }
        if (condition instanceof Condition.Any any) {
            return joined(any.conditions(), " OR ", "false");
        }
        if (condition instanceof Condition.Not not) {
            return "NOT " + of(not.condition());
        }
        if (condition instanceof Condition.Keys keys) {
            return oneOf(table.key(), keys.keys());
        }
        if (condition instanceof Condition.KeysBetween keys) {
            return between(table.key(), keys.from(), keys.to());
        }
        if (condition instanceof Condition.OneOf one) {
            return shape(one.column())
                    .map(column -> oneOf(column.name(), one.values()))
                    .orElse(NONE);
        }
        if (condition instanceof Condition.Between between) {
            return shape(between.column())
                    .map(column -> between(column.name(), between.from(), between.to()))
                    .orElse(NONE);
        }
        if (condition instanceof Condition.IsNull isNull) {
            return shape(isNull.column())
                    .map(column -> (isNull.holds() ? "" : "NOT ")
                            + template("condition-null.sql", column.name()).sql())
                    .orElse(NONE);
        }
        if (condition instanceof Condition.Matches matches) {
            return shape(matches.column())
                    .map(column -> matches(column, matches))
                    .orElse(NONE);
        }
        if (condition instanceof Condition.InTarget in) {
            return shape(in.column()).map(column -> inTarget(column, in)).orElse(NONE);
        }
        if (condition instanceof Condition.MissingInTarget missing) {
            return (missing.missing() ? "NOT " : "")
                    + there(table.shape().name().sql());
        }
        Condition.InDump other = (Condition.InDump) condition;
        KeptTable kept = otherDumps.get(other.dump().text());
        if (kept == null) {
            faults.add(plan.unknown(
                    "dump", other.dump(), "a dump that has the table " + table.table(), otherDumps.keySet()));
            return NONE;
        }
        return (other.present() ? "" : "NOT ") + there(kept.rows());
    }

    private String joined(List<Condition> conditions, String word, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
    }

    private String oneOf(String column, List<PlacedWord> values) {
        parameters.add(values.stream().map(value -> text(column, value)).toList());
        return template("condition-one-of.sql", column).sql();
    }

    private String between(String column, PlacedWord from, PlacedWord to) {
        parameters.add(text(column, from));
        parameters.add(text(column, to));
        return template("condition-between.sql", column).sql();
    }

    private String matches(ColumnShape column, Condition.Matches matches) {
        if (!column.typeName().equals("text") && !column.typeName().equals("varchar")) {
            faults.add(fault(
                    matches.column(),
                    "not-a-text",
                    "the name of a column with texts; " + column.name() + " is " + column.type()));
        }
        parameters.add(matches.form().text());
        return template("condition-matches.sql", column.name()).sql();
    }

    private String inTarget(ColumnShape column, Condition.InTarget in) {
        TableShape referred = shape(in.table(), in.table().text());
        if (referred == null) {
            return NONE;
        }
        if (referred.key().size() != 1) {
            faults.add(fault(in.table(), "no-single-key", "a table with a key of one column"));
            return NONE;
        }
        List<String> without = in.without() == null
                ? List.of()
                : without(in.without(), referred).stream().toList();
        return SqlTemplate.load(ConditionSql.class, "condition-in-target.sql")
                .withSql("referred", List.of(referred.name().sql()))
                .withList("key", referred.key())
                .withList("column", List.of(column.name()))
                .withSql("without", without)
                .sql();
    }

    private Optional<String> without(PlacedWord word, TableShape referred) {
        String name = word.text().substring(0, word.text().indexOf('.'));
        String column = word.text().substring(name.length() + 1);
        TableShape children = shape(word, name);
        if (children == null) {
            return Optional.empty();
        }
        if (!children.columns().containsKey(column)) {
            faults.add(plan.unknown(
                    "column",
                    new PlacedWord(column, word.line(), word.column()),
                    "a column of " + name,
                    children.columns().keySet()));
            return Optional.empty();
        }
        return Optional.of(SqlTemplate.load(ConditionSql.class, "condition-without.sql")
                .withSql("children", List.of(children.name().sql()))
                .withList("column", List.of(column))
                .withList("key", referred.key())
                .sql());
    }

    private String there(String relation) {
        return SqlTemplate.load(ConditionSql.class, "condition-there.sql")
                .withSql("referred", List.of(relation))
                .withList("key", List.of(table.key()))
                .sql();
    }

    private TableShape shape(PlacedWord word, String name) {
        TableShape shape = target.get(name);
        if (shape == null) {
            faults.add(plan.unknown(
                    "table",
                    new PlacedWord(name, word.line(), word.column()),
                    "a table of the target",
                    target.keySet()));
        }
        return shape;
    }

    private Optional<ColumnShape> shape(PlacedWord column) {
        ColumnShape shape = table.shape().columns().get(column.text());
        if (shape == null || !table.columns().contains(column.text())) {
            faults.add(plan.unknown(
                    "column",
                    column,
                    "a column of " + table.table(),
                    table.shape().columns().keySet()));
            return Optional.empty();
        }
        return Optional.of(shape);
    }

    /** A value of the plan as the server compares it; a fault when the column has no such values. */
    private String text(String column, PlacedWord value) {
        ColumnShape shape = table.shape().columns().get(column);
        return ComparableText.of(value.text(), shape.kind()).orElseGet(() -> {
            faults.add(fault(value, "no-such-value", "a value of the column " + column + " (" + shape.type() + ")"));
            return null;
        });
    }

    private SqlTemplate template(String file, String column) {
        return SqlTemplate.load(ConditionSql.class, file)
                .withList("column", List.of(column))
                .withList("type", List.of(table.shape().columns().get(column).typeName()));
    }

    private Fault fault(PlacedWord word, String rule, String expected) {
        return new Fault(word.at(plan.name()), null, null, rule, word.text(), expected, null);
    }
}
