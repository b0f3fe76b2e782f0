package io.waybill.format.lino;

import io.waybill.format.Fault;
import io.waybill.format.Faults;
import io.waybill.format.lino.ScriptLine.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a create function: a handful of shapes are all that the generator ever writes into one. Some more are what people change by hand;
 * these are followed and reported. Everything else is a fault.
 */
final class CreateFunctionReader {
    private static final StatementShape DECIMAL = StatementShape.of("if <p> is not None : <p> = Decimal ( <p> )");
    private static final StatementShape CONTENT_TYPE = StatementShape.of("<p> = new_content_type_id ( <p> )");
    private static final StatementShape EMPTY = StatementShape.of("kw = dict ( )");
    private static final StatementShape COLUMN = StatementShape.of("kw . update ( <column> = <p> )");
    private static final StatementShape BABEL =
            StatementShape.of("if <p> is not None : kw . update ( bv2kw ( <'column'> , <p> ) )");
    private static final StatementShape RETURN = StatementShape.of("return <model> ( * * kw )");
    private static final StatementShape RETURN_NONE = StatementShape.of("return None");
    private static final StatementShape CHILD =
            StatementShape.of("return <function> ( <parent> , <pointer> , <child> <rest...>");
    private static final StatementShape CONSTANT = StatementShape.of("kw . update ( <column> = <value...>");
    private static final StatementShape EXCHANGED =
            StatementShape.of("kw . update ( <column> = <keys> . get ( <p> , <p> ) )");

    private static final Set<String> CHILD_FUNCTIONS = Set.of("create_mti_child", "create_child");
    private static final String SHAPES =
            "a conversion, kw.update(column=parameter) or return, as the generator writes them";
    private static final String AS_RULE =
            "Nothing in this file is executed. Write what this line does as a step of a migration.";

    private final Faults faults;
    private final List<ScriptEdit> edits;
    private final Map<String, Map<Long, Long>> keyTables;

    // The function in hand.
    private final List<DumpColumn> columns = new ArrayList<>();
    private final Map<String, Conversion> conversions = new HashMap<>();
    private final Map<String, String> choices = new LinkedHashMap<>();
    private final Set<String> filled = new HashSet<>();
    private final Map<String, ScriptLine> comments = new HashMap<>();
    private String table;
    private List<String> parameters;
    private String model;
    private boolean returned;
    private boolean keywordsOfChildren;
    private Optional<CreateFunction.Parent> parent = Optional.empty();

    /**
     * @param edits changes by hand are added to these
     * @param keyTables numbers that are exchanged for others, by the name of the variable
     */
    CreateFunctionReader(Faults faults, List<ScriptEdit> edits, Map<String, Map<Long, Long>> keyTables) {
        this.faults = faults;
        this.edits = edits;
        this.keyTables = keyTables;
    }

    /** @param definition the line {@code def create_…(…):} */
    CreateFunction read(ScriptLine definition, ScriptLines lines) throws IOException {
        columns.clear();
        conversions.clear();
        choices.clear();
        filled.clear();
        comments.clear();
        returned = false;
        model = null;
        parent = Optional.empty();
        table = definition.tokens().get(1).text().substring("create_".length());
        parameters = parameters(definition);
        for (ScriptLine line = lines.peek(); line != null; line = lines.peek()) {
            if (!line.isComment() && line.indent() <= definition.indent()) {
                break;
            }
            lines.next();
            if (line.isComment()) {
                comment(line);
            } else {
                statement(joined(line, lines));
            }
        }
        if (!returned) {
            fault(definition, "a function that returns nothing", "return and the model");
        }
        drops(definition);
        return new CreateFunction(table, model, parameters, converted(), parent, choices, definition.at());
    }

    /** Whether a model that extends another one was created with {@code **kw}, as since June 2017. */
    boolean usedKeywords() {
        return keywordsOfChildren;
    }

    /** An if and its body, which formatters write on two lines. */
    private static ScriptLine joined(ScriptLine line, ScriptLines lines) throws IOException {
        if (!line.startsWith("if") || !line.endsWith(":")) {
            return line;
        }
        ScriptLine body = lines.peek();
        if (body == null || body.isComment() || body.indent() <= line.indent()) {
            return line;
        }
        lines.next();
        List<Token> tokens = new ArrayList<>(line.tokens());
        tokens.addAll(body.tokens());
        return new ScriptLine(line.indent(), tokens, line.at(), null);
    }

    private List<String> parameters(ScriptLine definition) {
        List<String> names = new ArrayList<>();
        List<Token> tokens = definition.tokens();
        int at = 3;
        boolean sound = tokens.size() > 4 && tokens.get(2).is("(") && definition.endsWith(":");
        while (sound && at < tokens.size() - 2) {
            Token name = tokens.get(at);
            sound = name.kind() == PythonScanner.Kind.NAME
                    && (tokens.get(at + 1).is(",") || tokens.get(at + 1).is(")"))
                    && !names.contains(name.text());
            names.add(name.text());
            at += 2;
        }
        if (!sound) {
            fault(definition, definition.shown(), "def create_<table>(name, name, …):");
        }
        return names;
    }

    private void statement(ScriptLine line) {
        List<Token> tokens = line.tokens();
        Optional<Map<String, String>> match = DECIMAL.match(tokens);
        if (match.isPresent()) {
            convert(line, match.get().get("p"), Conversion.DECIMAL);
            return;
        }
        match = CONTENT_TYPE.match(tokens);
        if (match.isPresent()) {
            convert(line, match.get().get("p"), Conversion.CONTENT_TYPE);
            return;
        }
        if (EMPTY.match(tokens).isPresent() || choice(tokens)) {
            return;
        }
        match = BABEL.match(tokens);
        if (match.isPresent()) {
            fill(line, match.get().get("column"), match.get().get("p"), Conversion.BABEL, Map.of());
            return;
        }
        match = EXCHANGED.match(tokens);
        if (match.isPresent()) {
            exchange(line, match.get());
            return;
        }
        match = COLUMN.match(tokens);
        if (match.isPresent() && parameters.contains(match.get().get("p"))) {
            fill(line, match.get().get("column"), match.get().get("p"), Conversion.NONE, Map.of());
            return;
        }
        match = CONSTANT.match(tokens);
        if (match.isPresent() && constant(line, match.get().get("column"))) {
            return;
        }
        if (!returns(line)) {
            fault(line, line.shown(), SHAPES);
        }
    }

    private boolean returns(ScriptLine line) {
        if (RETURN_NONE.match(line.tokens()).isPresent()) {
            returned = true;
            edit(line, "table-skipped", "The rows of " + table + " are skipped: its function returns None.");
            return true;
        }
        Optional<Map<String, String>> match = RETURN.match(line.tokens());
        if (match.isPresent()) {
            returned = true;
            model = match.get().get("model");
            return true;
        }
        match = CHILD.match(line.tokens());
        if (match.isEmpty() || !CHILD_FUNCTIONS.contains(match.get().get("function"))) {
            return false;
        }
        returned = true;
        model = match.get().get("child");
        parent = Optional.of(
                new CreateFunction.Parent(match.get().get("parent"), match.get().get("pointer")));
        filled.add(match.get().get("pointer"));
        if (!parameters.contains(match.get().get("pointer"))) {
            fault(line, match.get().get("pointer"), "a parameter of the function");
        }
        return keywords(line);
    }

    /** The keywords of a child's creation: {@code , column=parameter} as often as it likes, and perhaps {@code , **kw}. */
    private boolean keywords(ScriptLine line) {
        List<Token> tokens = line.tokens();
        List<String> without = new ArrayList<>();
        int at = 8;
        while (at < tokens.size() && tokens.get(at).is(",")) {
            if (at + 3 < tokens.size()
                    && tokens.get(at + 1).is("*")
                    && tokens.get(at + 2).is("*")
                    && tokens.get(at + 3).is("kw")) {
                keywordsOfChildren = true;
                at += 4;
            } else if (at + 3 < tokens.size()
                    && tokens.get(at + 1).kind() == PythonScanner.Kind.NAME
                    && tokens.get(at + 2).is("=")
                    && tokens.get(at + 3).kind() == PythonScanner.Kind.NAME) {
                String column = tokens.get(at + 1).text();
                String parameter = tokens.get(at + 3).text();
                if (column.equals(parameter) && !parameters.contains(parameter)) {
                    without.add(column);
                } else {
                    fill(line, column, parameter, Conversion.UNTOLD, Map.of());
                }
                at += 4;
            } else {
                break;
            }
        }
        if (at != tokens.size() - 1 || !tokens.get(at).is(")")) {
            fault(line, line.shown(), "create_mti_child(parent, pointer, child, column=parameter, …, **kw)");
        }
        without.forEach(column -> ignored(line, column));
        return true;
    }

    /**
     * A keyword without a parameter. Until June 2017 the generator wrote the languages of a child's text as columns of their own, and no
     * conversion for the text itself, whose value is the list of them.
     */
    private void ignored(ScriptLine line, String keyword) {
        Optional<DumpColumn> text = columns.stream()
                .filter(column -> column.parameter() >= 0 && keyword.startsWith(column.name() + "_"))
                .max(Comparator.comparingInt(column -> column.name().length()));
        text.ifPresent(column -> conversions.put(parameters.get(column.parameter()), Conversion.BABEL));
        edit(
                line,
                "no-such-parameter",
                "Column " + keyword + " of " + table + " is ignored, as no row has it"
                        + text.map(column -> ": it is one of the languages of " + column.name())
                                .orElse("")
                        + ".");
    }

    private void convert(ScriptLine line, String parameter, Conversion conversion) {
        if (!parameters.contains(parameter)) {
            fault(line, parameter, "a parameter of the function");
        }
        conversions.put(parameter, conversion);
    }

    private void fill(ScriptLine line, String column, String parameter, Conversion conversion, Map<Long, Long> keys) {
        if (!parameters.contains(parameter)) {
            fault(line, parameter, "a parameter of the function");
            return;
        }
        if (!column.equals(parameter)) {
            edit(line, "column-renamed", "Column " + parameter + " of " + table + " becomes " + column + ".");
        }
        add(line, new DumpColumn(column, parameters.indexOf(parameter), conversion, null, keys));
        filled.add(parameter);
    }

    private void add(ScriptLine line, DumpColumn column) {
        if (columns.stream().anyMatch(each -> each.name().equals(column.name()))) {
            fault(line, "column " + column.name() + " a second time", "each column once");
        }
        columns.add(column);
    }

    private void exchange(ScriptLine line, Map<String, String> match) {
        Map<Long, Long> keys = keyTables.get(match.get("keys"));
        if (keys == null) {
            fault(line, match.get("keys"), "the name of a table of numbers that stands further up");
            return;
        }
        edit(
                line,
                "keys-exchanged",
                (keys.size() == 1 ? "1 number" : keys.size() + " numbers") + " in column " + match.get("column")
                        + " of " + table
                        + (keys.size() == 1 ? " is exchanged for another." : " are exchanged for others."));
        fill(line, match.get("column"), match.get("p"), Conversion.NONE, keys);
    }

    private boolean constant(ScriptLine line, String column) {
        List<Token> value = line.tokens().subList(6, line.tokens().size());
        boolean negative = value.size() == 3 && value.get(0).is("-");
        if (value.size() != (negative ? 3 : 2) || !value.get(value.size() - 1).is(")")) {
            return false;
        }
        Token literal = value.get(value.size() - 2);
        Object constant;
        if (literal.kind() == PythonScanner.Kind.TEXT && !negative) {
            constant = literal.text();
        } else if (literal.kind() == PythonScanner.Kind.INTEGER
                && literal.text().length() <= 18) {
            constant = Long.valueOf((negative ? "-" : "") + literal.text());
        } else if (!negative && (literal.is("None") || literal.is("True") || literal.is("False"))) {
            constant = literal.is("None") ? null : (Object) literal.is("True");
        } else {
            return false;
        }
        String shown = literal.kind() == PythonScanner.Kind.TEXT ? "'" + literal.text() + "'" : literal.text();
        edit(
                line,
                "column-constant",
                "Column " + column + " of " + table + " is " + (negative ? "-" : "") + shown + " in every row"
                        + (parameters.contains(column) ? ", whatever the dump has." : "."));
        add(line, new DumpColumn(column, -1, Conversion.NONE, constant, Map.of()));
        return true;
    }

    /** {@code if p: p = ….get_by_value(p)}: the value is from a list of choices; it stays the text that it is. */
    private boolean choice(List<Token> tokens) {
        int size = tokens.size();
        if (size < 12
                || !tokens.get(0).is("if")
                || !tokens.get(2).is(":")
                || !tokens.get(4).is("=")
                || !tokens.get(size - 4).is("get_by_value")
                || !tokens.get(size - 3).is("(")
                || !tokens.get(size - 1).is(")")) {
            return false;
        }
        String parameter = tokens.get(1).text();
        if (!parameter.equals(tokens.get(3).text())
                || !parameter.equals(tokens.get(size - 2).text())) {
            return false;
        }
        List<Token> path = tokens.subList(5, size - 5);
        for (int i = 0; i < path.size(); i++) {
            if (i % 2 == 0
                    ? path.get(i).kind() != PythonScanner.Kind.NAME
                    : !path.get(i).is(".")) {
                return false;
            }
        }
        int last = path.size() - 1;
        choices.put(
                parameter,
                last >= 2
                        ? path.get(last - 2).text() + "." + path.get(last).text()
                        : path.get(last).text());
        return true;
    }

    /** A comment can be a list of choices, which the generator writes, or a column that somebody commented out. */
    private void comment(ScriptLine line) throws IOException {
        List<Token> tokens = ScriptLines.tokens(line.comment());
        if (choice(tokens)) {
            return;
        }
        Optional<Map<String, String>> match = COLUMN.match(tokens);
        if (match.isEmpty()) {
            match = BABEL.match(tokens);
        }
        match.map(found -> found.get("p"))
                .filter(parameters::contains)
                .ifPresent(parameter -> comments.putIfAbsent(parameter, line));
    }

    /** Parameters that reach no column are dropped on purpose. */
    private void drops(ScriptLine definition) {
        for (String parameter : parameters) {
            if (filled.contains(parameter) || model == null) {
                continue;
            }
            Optional<DumpColumn> other = columns.stream()
                    .filter(column -> column.name().equals(parameter))
                    .findFirst();
            ScriptLine comment = comments.get(parameter);
            if (other.isPresent()) {
                if (other.get().parameter() >= 0) {
                    edit(
                            definition,
                            "column-dropped",
                            "The values of " + parameter + " of " + table
                                    + " are left out: its column has those of another one.");
                }
            } else if (comment != null) {
                edit(
                        comment,
                        "column-dropped",
                        "Column " + parameter + " of " + table + " is left out: its line is a comment.");
            } else {
                edit(
                        definition,
                        "column-dropped",
                        "Column " + parameter + " of " + table + " is left out: no line of its function uses it.");
            }
        }
    }

    private List<DumpColumn> converted() {
        return columns.stream()
                .map(column -> column.parameter() >= 0 && column.conversion() != Conversion.BABEL
                        ? new DumpColumn(
                                column.name(),
                                column.parameter(),
                                conversions.getOrDefault(parameters.get(column.parameter()), column.conversion()),
                                null,
                                column.keys())
                        : column)
                .toList();
    }

    private void edit(ScriptLine line, String rule, String sentence) {
        edits.add(new ScriptEdit(line.at().line(), rule, sentence));
    }

    private void fault(ScriptLine line, String found, String expected) {
        faults.add(new Fault(
                line.at(), "function create_" + table, null, "outside-the-grammar", found, expected, AS_RULE));
    }
}
