package io.waybill.lino.migration.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.lino.UnusableValue;
import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.Translations;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions are worth, and which are refused. */
class ExpressionTest {
    private static final Map<String, Object> ROW = new HashMap<>();

    static {
        ROW.put("amount", new BigDecimal("30.10"));
        ROW.put("price", "2.50");
        ROW.put("id", 7L);
        ROW.put("key", "7");
        ROW.put("code", "007");
        ROW.put("dc", true);
        ROW.put("old_dc", 0L);
        ROW.put("name", "Ada");
        ROW.put("empty", "");
        ROW.put("huge", "1E+99999999");
        ROW.put("nan", "NaN");
        ROW.put("none", null);
        ROW.put("day", LocalDate.of(2019, 1, 31));
        ROW.put("hour", LocalTime.of(8, 5));
        ROW.put("at", LocalDateTime.of(2019, 1, 31, 8, 5, 9));
        ROW.put("big", new BigInteger("99999999999999999999"));
        ROW.put("type", new ContentType("contacts.Partner"));
        Map<String, String> texts = new HashMap<>();
        texts.put("de", "Stuhl");
        texts.put("en", null);
        ROW.put("title", new Translations(texts));
        ROW.put("broken", new UnusableValue("2021-02-30", "no-such-date", "a date that exists"));
        ROW.put("or", "reserved");
        ROW.put("Größe", 3L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -amount                                     | -30.10
            dc ? -amount : amount                       | -30.10
            old_dc ? 1 : 2                              | 2
            none ? 1 : 2                                | 2
            1 + 2 * 3 - 4 / 2                           | 5
            (1 + 2) * 3                                 | 9
            7 / 2                                       | 3.5
            1 / 3                                       | 0.3333333333333333333333333333333333
            0.1 + 0.2                                   | 0.3
            10 - 2 - 3                                  | 5
            - - 5                                       | 5
            9223372036854775807 + 1                     | 9223372036854775808
            big + 1                                     | 100000000000000000000
            number(price) * 2                           | 5.00
            price * 2                                   | 5.00
            none + 1                                    | null
            name + ' B'                                 | Ada B
            name + none                                 | null
            concat(name, none, ' ', id)                 | Ada 7
            'it''s'                                     | it's
            day + hour                                  | 2019-01-31T08:05
            timestamp(day)                              | 2019-01-31T00:00
            date(at)                                    | 2019-01-31
            time(at)                                    | 08:05:09
            date('2019-02-03')                          | 2019-02-03
            date(2019, 2, 3)                            | 2019-02-03
            time(1, 2, 3)                               | 01:02:03
            year(day) * 100 + month(day)                | 201901
            day(at)                                     | 31
            id == key                                   | true
            id == code                                  | true
            key == code                                 | false
            id != 7                                     | false
            none == null                                | true
            none == ''                                  | false
            empty == ''                                 | true
            none < 1                                    | false
            not none < 1                                | true
            amount >= 30.1                              | true
            name < 'B'                                  | true
            day < '2019-02-01'                          | true
            day == '2019-01-31'                         | true
            at > day + hour                             | true
            dc == true                                  | true
            old_dc == false                             | true
            id in (1, 7, 9)                             | true
            name in ('Bo', null)                        | false
            none in (1, null)                           | true
            dc and not old_dc or name == 'x'            | true
            false and id / 0 == 1                       | false
            true or id / 0 == 1                         | true
            coalesce(none, empty, name)                 | ``
            coalesce(none, none)                        | null
            map(id, 1, 'a', 7, 'b')                     | b
            map(name, 'Bo', 1, 2)                       | 2
            map(none, 1, 2)                             | null
            text(id) + 'x'                              | 7x
            text(amount)                                | 30.10
            text(dc)                                    | true
            text(hour)                                  | 08:05:00
            text(at)                                    | 2019-01-31 08:05:09
            text(type)                                  | contacts.Partner
            upper(name) + lower('X')                    | ADAx
            trim('  a ')                                | a
            length(name)                                | 3
            part('abcdef', 2, 3)                        | bcd
            part('abc', 3, 9)                           | c
            part('abc', 9, 1)                           | ``
            replace('a-b-c', '-', '/')                  | a/b/c
            contains(name, 'd')                         | true
            starts(name, 'd')                           | false
            contains(none, 'd')                         | false
            round(2.345, 2)                             | 2.34
            round(2.355, 2)                             | 2.36
            abs(-3)                                     | 3
            language(title, 'de')                       | Stuhl
            language(title, 'en')                       | null
            type == model('contacts.partner')           | true
            type == model('contacts.Person')            | false
            missing == null                             | true
            "or" + '!'                                  | reserved!
            id < 7                                      | false
            id < 8                                      | true
            id <= 7                                     | true
            id <= 6                                     | false
            id > 7                                      | false
            id > 6                                      | true
            id >= 7                                     | true
            id >= 8                                     | false
            id > none                                   | false
            day < day                                   | false
            hour < time(8, 5, 1)                        | true
            hour < time(8, 5, 0)                        | false
            at <= at                                    | true
            '2019-02-01' > day                          | true
            at == '2019-01-31 08:05:09'                 | true
            day == at                                   | false
            type == null                                | false
            dc == id                                    | false
            id == dc                                    | false
            old_dc == dc                                | false
            none == dc                                  | false
            name == amount                              | false
            amount == '30.100'                          | true
            map(id, 7, 2, 3) * 2                        | 4
            map(id, 7, 'b', 2) + 'c'                    | bc
            map(id, 7, 'b', 2) < 'c'                    | true
            map(id, 8, 2, 3) * 2                        | 6
            coalesce(none, 2) * 2                       | 4
            part('abc', 3, 0)                           | ``
            part('abc', 4, 1)                           | ``
            "Größe" * 2                                 | 6
            """)
    void anExpressionHasAValue(String expression, String value) {
        Object result = Expression.parse(expression).value(ROW);
        String shown = result instanceof BigDecimal number ? number.toPlainString() : String.valueOf(result);
        assertThat(shown).isEqualTo(value == null ? "" : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id / 0                      | division-by-zero
            amount / (id - 7)           | division-by-zero
            name * 2                    | not-a-number
            -name                       | not-a-number
            name + 1                    | text-and-number
            key + 1                     | text-and-number
            name < 1                    | not-comparable
            day < amount                | not-comparable
            name ? 1 : 2                | not-a-condition
            id and dc                   | not-a-condition
            map(name, 'Bo', 1)          | value-not-mapped
            broken                      | no-such-date
            coalesce(broken, 1)         | no-such-date
            text(title)                 | several-languages
            language(name, 'de')        | wrong-value
            language(title, 'fr')       | unknown-language
            date(name)                  | wrong-value
            date(id + 2014, 2, 30)      | wrong-value
            date(id + 2014, 13, 1)      | wrong-number
            date(id + 0.5, 1, 1)        | wrong-number
            part(name, 0, 1)            | wrong-number
            round(amount, -1)           | wrong-number
            number(huge) + 1            | number-too-long
            number(nan)                 | not-a-number
            number(empty)               | not-a-number
            year(name)                  | wrong-value
            """)
    void aRowWithoutAValueIsRefusedByRule(String expression, String rule) {
        assertThatThrownBy(() -> Expression.parse(expression).value(ROW))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(rule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | 0  | a column, a number
            a.b                         | 1  | the character .
            a.b()                       | 1  | the character .
            a = 1                       | 2  | == for a comparison
            a b                         | 2  | an operator
            a + * b                     | 4  | a column
            (a                          | 2  | closes the one at character 1
            a)                          | 1  | an operator
            f(a)                        | 0  | one of abs, coalesce
            concta(a)                   | 0  | perhaps concat
            map(a, 1)                   | 0  | map(value, from, to
            round(a)                    | 0  | round(number, digits)
            date(a, b)                  | 0  | date(year, month, day)
            a ? b                       | 5  | a colon
            1 ? 2 : 3                   | 0  | a condition
            'a' and b                   | 0  | a condition
            a and 'b'                   | 6  | a condition
            a or 1                      | 5  | a condition
            not 'a'                     | 4  | a condition
            'a' + 1                     | 4  | two numbers, two texts
            date(a) + date(b)           | 8  | two numbers, two texts
            'a' * 2                     | 4  | two numbers
            -'a'                        | 1  | a number
            coalesce('a', 'b') * 2      | 19 | a number
            coalesce('a', 'b') ? 1 : 2  | 0  | a condition
            map(a, 1, 'b') ? 1 : 2      | 0  | a condition
            map(a, 1, 'b', 'c') ? 1 : 2 | 0  | a condition
            date(a) == 1                | 8  | two values of one kind
            model('a.B') < model('a.C') | 13 | two values of one kind
            1 < 2 < 3                   | 6  | and or or between
            1e5                         | 0  | without an exponent
            0x10                        | 0  | without an exponent
            1.2.3                       | 0  | without an exponent
            'abc                        | 0  | where the text ends
            "abc                        | 0  | where the name ends
            ""                          | 0  | the name of a column
            and                         | 0  | double quotes
            a in b                      | 5  | a list in brackets
            a; b                        | 1  | the character ;
            a[0]                        | 1  | the character [
            lambda: 0                   | 6  | an operator
            __import__('os')            | 0  | one of abs, coalesce
            model(a)                    | 0  | as a text
            model('Partner')            | 0  | the full name
            T(java.lang.Runtime)        | 6  | the character .
            a + 1 / 0                   | 6  | a divisor other than 0
            1 / (2 - 2) * a             | 2  | a divisor other than 0
            a < date('31.1.2019')       | 4  | a date that exists
            date(2021, 2, 30)           | 0  | found 2021, 2, 30, expected a date that exists
            date(2021, 13, 1)           | 0  | from 1 to 12
            date(2021.5, 1, 1)          | 0  | a whole number
            part(a, 1, round('x', 1))   | 11 | a number
            map('x', 'y', 1)            | 0  | one of the values
            a or 'b' < 1                | 9  | two numbers, two texts or two dates
            language('x', 'de')         | 0  | in several languages
            number('1E+999999999') + 1  | 0  | digits
            number('1E+9999999999') + 1 | 0  | a number
            number('1E-99999999') + 1   | 0  | digits
            number('')                  | 0  | a number
            ${a}                        | 0  | the character $
            `a\\b`                      | 1  | the character \\
            größe                       | 2  | double quotes
            """)
    void whatIsNotInTheGrammarIsRefusedWithItsPlace(String expression, int offset, String expected) {
        assertThatThrownBy(() -> Expression.parse(expression == null ? "" : expression))
                .isInstanceOfSatisfying(ExpressionSyntaxException.class, fault -> {
                    assertThat(fault.getMessage()).contains(expected);
                    assertThat(fault.offset()).isEqualTo(offset);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "not ", "a ? ", "a ? b : ", "coalesce(", "((((((((((1+"})
    void deepNestingIsRefusedAtOnce(String opening) {
        for (int times : new int[] {60, 1_000, 1_000_000}) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(1),
                    () -> assertThatThrownBy(() -> Expression.parse(opening.repeat(times)))
                            .isInstanceOf(ExpressionSyntaxException.class));
        }
    }

    /** Only what is inside something else is deep, not what comes after it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"(1)", "- 1", "(dc ? 1 : 2)", "coalesce(none, 1)", "(not dc ? 2 : 1)", "(id in (1, 7) ? 1 : 2)"})
    void whatComesSideBySideIsNotDeep(String part) {
        String sum = part + (" + " + part).repeat(99);
        assertThat(Math.abs((Long) Expression.parse(sum).value(ROW))).isEqualTo(100);
    }

    @Test
    void aLongRowOfOperatorsIsRefusedOrWorkedOutButNeverOverflows() {
        assertThat(Expression.parse("1" + " + 1".repeat(900)).value(ROW)).isEqualTo(901L);
        assertThatThrownBy(() -> Expression.parse("1" + "+1".repeat(5_000)))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("at most 2000 parts");
    }

    @Test
    void numbersAndTextsDoNotGrowWithoutEnd() {
        String power = "9".repeat(90);
        assertThatThrownBy(
                        () -> Expression.parse("a" + (" * " + power).repeat(20)).value(Map.of("a", 1L)))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        refused -> assertThat(refused.rule()).isEqualTo("number-too-long"));
        assertThatThrownBy(() -> Expression.parse(power + (" * " + power).repeat(20)))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("at most 1000 digits");
        Map<String, Object> row = Map.of("a", "x".repeat(1_000_000));
        assertThatThrownBy(() -> Expression.parse("replace(a, 'x', a)").value(row))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        refused -> assertThat(refused.rule()).isEqualTo("text-too-long"));
        assertThatThrownBy(() ->
                        Expression.parse("concat(" + "a, ".repeat(20) + "a)").value(row))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        refused -> assertThat(refused.rule()).isEqualTo("text-too-long"));
    }

    @Test
    void everyFunctionIsInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("docs", "lino-migrations.md"));
        for (Function function : Function.values()) {
            assertThat(page).contains("`" + function.word() + "(");
        }
    }
}
