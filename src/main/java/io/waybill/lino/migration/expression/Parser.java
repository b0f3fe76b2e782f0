package io.waybill.lino.migration.expression;

import io.waybill.format.NearestName;
import io.waybill.lino.migration.expression.ColumnUse.As;
import io.waybill.lino.migration.expression.Comparison.Operator;
import io.waybill.lino.record.ContentType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles an expression: one method for each rule of the grammar in {@code docs/lino-migrations.md}. */
final class Parser {
    /** Brackets, signs and choices inside each other. */
    private static final int DEEPEST = 50;
    /** Parts of an expression; each is one call deeper where operators follow each other. */
    private static final int MOST_PARTS = 2_000;

    private static final Set<String> RESERVED = Set.of("and", "or", "not", "in", "null", "true", "false");

    private final List<Token> tokens;
    /** How each column is read, by the part of the expression that reads it. */
    private final Map<Node, ColumnUse> columns = new IdentityHashMap<>();

    private final List<ModelUse> models = new ArrayList<>();

    private int at;
    private int depth;
    private int parts;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * A compiled expression.
     *
     * @param node its outermost part
     * @param columns that it reads, in the order of the text
     * @param models that it names, in the order of the text
     */
    record Result(Node node, List<ColumnUse> columns, List<ModelUse> models) {}

    static Result parse(String text) {
        Parser parser = new Parser(Tokenizer.tokens(text));
        Node node = parser.choice();
        if (parser.token().kind() != Token.Kind.END) {
            throw parser.fault("an operator, or the end of the expression");
        }
        return new Result(
                node,
                parser.columns.values().stream()
                        .sorted(Comparator.comparingInt(ColumnUse::offset))
                        .toList(),
                List.copyOf(parser.models));
    }

    private Node choice() {
        deeper();
        Token from = token();
        Node condition = or();
        if (!takeIf("?")) {
            depth--;
            return condition;
        }
        require(condition, ValueType.BOOLEAN, from, "a condition");
        Node one = choice();
        take(":", "a colon and what holds otherwise");
        Node other = choice();
        depth--;
        return part(Conditional.of(condition, one, other));
    }

    private Node or() {
        Token from = token();
        Node left = and();
        while (takeIf("or")) {
            require(left, ValueType.BOOLEAN, from, "a condition");
            Token second = token();
            Node right = and();
            require(right, ValueType.BOOLEAN, second, "a condition");
            left = part(new Logic(false, left, right));
        }
        return left;
    }

    private Node and() {
        Token from = token();
        Node left = not();
        while (takeIf("and")) {
            require(left, ValueType.BOOLEAN, from, "a condition");
            Token second = token();
            Node right = not();
            require(right, ValueType.BOOLEAN, second, "a condition");
            left = part(new Logic(true, left, right));
        }
        return left;
    }

    private Node not() {
        if (!takeIf("not")) {
            return comparison();
        }
        deeper();
        Token from = token();
        Node condition = not();
        require(condition, ValueType.BOOLEAN, from, "a condition");
        depth--;
        return part(new Not(condition));
    }

    private Node comparison() {
        int before = columns.size();
        Node left = sum();
        Token sign = token();
        if (takeIf("in")) {
            take("(", "a list in brackets");
            Node containment = part(new Containment(left, arguments()));
            checkConstant(sign, before, containment);
            return containment;
        }
        for (Operator operator : Operator.values()) {
            if (takeIf(operator.sign)) {
                Node right = sum();
                comparable(sign, left, right, operator);
                if (Arrays.stream(Operator.values()).anyMatch(next -> token().is(next.sign))) {
                    throw fault("and or or between two comparisons");
                }
                Node comparison = part(new Comparison(operator, left, right));
                checkConstant(sign, before, comparison);
                return comparison;
            }
        }
        return left;
    }

    private void comparable(Token sign, Node left, Node right, Operator operator) {
        ValueType one = left.type();
        ValueType other = right.type();
        boolean texts = one == ValueType.TEXT || other == ValueType.TEXT;
        boolean models = one == ValueType.MODEL || other == ValueType.MODEL;
        boolean same = one.canBe(other) || other.canBe(one);
        if (!same && (!texts || models) || operator.ordered() && models) {
            throw new ExpressionSyntaxException(
                    sign.offset(), one.phrase() + " " + operator.sign + " " + other.phrase(), "two values of one kind");
        }
    }

    private Node sum() {
        int before = columns.size();
        Node left = product();
        while (token().is("+") || token().is("-")) {
            Token sign = next();
            Node right = product();
            boolean fits =
                    sign.is("+") ? Arithmetic.canAdd(left.type(), right.type()) : isNumber(left) && isNumber(right);
            if (!fits) {
                throw new ExpressionSyntaxException(
                        sign.offset(),
                        left.type().phrase() + " " + sign.text() + " "
                                + right.type().phrase(),
                        sign.is("+") ? "two numbers, two texts, or a date and a time" : "two numbers");
            }
            left = calculated(sign, before, left, right);
        }
        return left;
    }

    private Node calculated(Token sign, int before, Node left, Node right) {
        oneValue(left);
        oneValue(right);
        Node result = part(Arithmetic.of(sign.text().charAt(0), left, right));
        checkConstant(sign, before, result);
        return result;
    }

    /** What reads no column is the same for each row: what never works is found before any of them. */
    private void checkConstant(Token at, int before, Node node) {
        if (columns.size() == before) {
            try {
                node.value(Map.of());
            } catch (EvaluationException e) {
                throw new ExpressionSyntaxException(at.offset(), e.found(), e.expected());
            }
        }
    }

    private void oneValue(Node node) {
        columns.computeIfPresent(node, (column, use) -> use.as(As.ONE_VALUE, null));
    }

    private Node product() {
        int before = columns.size();
        Node left = signed();
        while (token().is("*") || token().is("/")) {
            Token sign = next();
            Node right = signed();
            if (!isNumber(left) || !isNumber(right)) {
                throw new ExpressionSyntaxException(
                        sign.offset(),
                        left.type().phrase() + " " + sign.text() + " "
                                + right.type().phrase(),
                        "two numbers");
            }
            left = calculated(sign, before, left, right);
        }
        return left;
    }

    /** A text can be that of a number, as sites on MySQL write keys. */
    private static boolean isNumber(Node node) {
        return node.type().canBe(ValueType.NUMBER) || node.type() == ValueType.TEXT && !(node instanceof Constant);
    }

    private Node signed() {
        Token sign = token();
        if (!takeIf("-")) {
            return value();
        }
        deeper();
        Token from = token();
        Node number = signed();
        depth--;
        if (!isNumber(number)) {
            throw new ExpressionSyntaxException(
                    from.offset(), sign.text() + " before " + number.type().phrase(), "a number");
        }
        oneValue(number);
        return part(new Negative(number));
    }

    private Node value() {
        Token token = token();
        switch (token.kind()) {
            case NUMBER:
                next();
                return part(new Constant(Values.number(new BigDecimal(token.text()), true), ValueType.NUMBER));
            case TEXT:
                next();
                return part(new Constant(token.text(), ValueType.TEXT));
            case QUOTED_NAME:
                next();
                return column(token);
            case NAME:
                return named(token);
            default:
                break;
        }
        if (takeIf("(")) {
            Node inner = choice();
            take(")", "the bracket that closes the one at character " + (token.offset() + 1));
            return inner;
        }
        throw fault("a column, a number, a 'text' or a function");
    }

    private Node named(Token name) {
        if (name.is("null")) {
            next();
            return part(new Constant(null, ValueType.NULL));
        }
        if (name.is("true") || name.is("false")) {
            next();
            return part(new Constant(name.is("true"), ValueType.BOOLEAN));
        }
        if (RESERVED.contains(name.text())) {
            throw fault("a value; a column of this name is written in double quotes");
        }
        next();
        if (takeIf("(")) {
            return call(name);
        }
        return column(name);
    }

    private Node column(Token name) {
        if (name.text().isEmpty()) {
            throw new ExpressionSyntaxException(name.offset(), "an empty name", "the name of a column");
        }
        Node column = part(new Column(name.text()));
        columns.put(column, new ColumnUse(name.text(), name.offset(), As.ANY, null));
        return column;
    }

    private Node call(Token name) {
        Function function = Function.named(name.text()).orElseThrow(() -> unknown(name));
        int before = columns.size();
        List<Node> arguments = arguments();
        if (!function.takes(arguments.size())) {
            throw new ExpressionSyntaxException(
                    name.offset(), name.text() + " with " + arguments.size() + " values", function.usage());
        }
        Node call = part(Call.of(function, arguments));
        if (function == Function.MODEL && !(arguments.get(0) instanceof Constant)) {
            throw new ExpressionSyntaxException(
                    name.offset(),
                    "model(…) of a column",
                    "the name of the model as a text, such as 'contacts.Partner'");
        }
        checkConstant(name, before, call);
        if (function == Function.MODEL) {
            ContentType model = (ContentType) call.value(Map.of());
            models.add(new ModelUse(model, Values.text(((Constant) arguments.get(0)).constant()), name.offset()));
            return new Constant(model, ValueType.MODEL);
        }
        if (function == Function.LANGUAGE) {
            Object language = arguments.get(1) instanceof Constant constant ? constant.constant() : null;
            columns.computeIfPresent(
                    arguments.get(0),
                    (column, use) -> use.as(As.SEVERAL_LANGUAGES, language instanceof String text ? text : null));
        } else if (function.takesOneValue()) {
            arguments.forEach(this::oneValue);
        }
        return call;
    }

    private static ExpressionSyntaxException unknown(Token name) {
        List<String> words =
                Arrays.stream(Function.values()).map(Function::word).sorted().toList();
        Optional<String> nearest = NearestName.to(name.text(), words);
        return new ExpressionSyntaxException(
                name.offset(),
                "a function " + name.text() + "(…)",
                nearest.map(word -> "perhaps " + word + "; ").orElse("") + "one of " + String.join(", ", words));
    }

    private List<Node> arguments() {
        List<Node> arguments = new ArrayList<>();
        if (takeIf(")")) {
            return arguments;
        }
        do {
            arguments.add(choice());
        } while (takeIf(","));
        take(")", "a comma or a closing bracket");
        return arguments;
    }

    private void require(Node node, ValueType type, Token from, String expected) {
        // Sites on MySQL write 1 and 0, so that a number that a column holds may be a condition.
        if (!node.type().canBe(type)) {
            throw new ExpressionSyntaxException(from.offset(), node.type().phrase(), expected);
        }
    }

    private Node part(Node node) {
        parts++;
        if (parts > MOST_PARTS) {
            throw fault("an expression of at most " + MOST_PARTS + " parts");
        }
        return node;
    }

    private void deeper() {
        depth++;
        if (depth > DEEPEST) {
            throw fault("at most " + DEEPEST + " brackets, signs and choices inside each other");
        }
    }

    private Token token() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        at++;
        return token;
    }

    private boolean takeIf(String word) {
        if (token().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void take(String word, String expected) {
        if (!takeIf(word)) {
            throw fault(expected);
        }
    }

    private ExpressionSyntaxException fault(String expected) {
        return new ExpressionSyntaxException(token().offset(), token().shown(), expected);
    }
}
