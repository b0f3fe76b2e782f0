package io.waybill.lino.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.delivery.Policy;
import io.waybill.delivery.RefusedRows.RefusedValue;
import io.waybill.delivery.Row;
import io.waybill.delivery.TableSpec.ColumnSpec;
import io.waybill.delivery.shape.ColumnShape;
import io.waybill.delivery.shape.TableName;
import io.waybill.delivery.shape.TableShape;
import io.waybill.format.lino.UnusableValue;
import io.waybill.lino.config.ValueRules;
import io.waybill.lino.config.ValueRules.NoneText;
import io.waybill.lino.config.ValueRules.Nul;
import io.waybill.lino.config.ValueRules.Rounding;
import io.waybill.lino.record.Adjustments.Kind;
import io.waybill.lino.record.SourceTable.SourceColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The type of a column decides what becomes of a value, never its look; what was not taken as it is, is counted. */
class TargetRowsTest {
    private final Adjustments adjustments = new Adjustments();
    private final List<RefusedValue> refused = new ArrayList<>();

    @Test
    void numbersMayBeTextsAndTextsOfDigitsKeepTheirZeros() {
        assertThat(converted("int4", "124")).isEqualTo("124");
        assertThat(converted("int4", 124L)).isEqualTo(124L);
        assertThat(converted("varchar", "0103000")).isEqualTo("0103000");
        assertThat(converted("varchar", 7L)).isEqualTo("7");
        assertThat(converted("varchar", new BigInteger("12345678901234567890"))).isEqualTo("12345678901234567890");
        assertThat(converted("numeric", new BigDecimal("-70.00"))).isEqualTo(new BigDecimal("-70.00"));
        assertThat(converted("varchar", new BigDecimal("1E+2"))).isEqualTo("100");
        assertThat(refused).isEmpty();
    }

    @Test
    void truthValuesAreNoNumbersAndOnlyFourTextsAreTruthValues() {
        assertThat(converted("bool", 1L)).isEqualTo(true);
        assertThat(converted("bool", "False")).isEqualTo(false);
        assertThat(refusal("bool", "yes")).isEqualTo("not-a-truth-value");
        assertThat(refusal("bool", 2L)).isEqualTo("not-a-truth-value");
        assertThat(refusal("int4", true)).isEqualTo("not-a-number");
        assertThat(refusal("numeric", false)).isEqualTo("not-a-number");
        assertThat(refusal("varchar", true)).isEqualTo("not-text");
    }

    @Test
    void daysAndTimesAreWrittenAsTheDatabaseReadsThem() {
        assertThat(converted("date", LocalDate.of(987, 2, 3))).isEqualTo("0987-02-03");
        assertThat(converted("date", "2019-02-28")).isEqualTo("2019-02-28");
        assertThat(converted("time", LocalTime.of(9, 5))).isEqualTo("09:05");
        assertThat(converted("timestamp", LocalDateTime.of(2019, 1, 2, 3, 4, 5)))
                .isEqualTo("2019-01-02T03:04:05");
        assertThat(refusal("date", LocalDateTime.of(2019, 1, 2, 3, 4))).isEqualTo("not-a-date");
        assertThat(refusal("date", 20190102L)).isEqualTo("not-a-date");
    }

    @Test
    void aDayThatDoesNotExistKeepsItsRuleAndItsText() {
        assertThat(refusal("date", new UnusableValue("date(2021, 2, 30)", "no-such-date", "a date")))
                .isEqualTo("no-such-date");
        assertThat(refused.get(0).found()).isEqualTo("date(2021, 2, 30)");
    }

    @Test
    void incompleteDatesAndOwnDurationsAreTexts() {
        assertThat(converted("varchar", "1970-00-00")).isEqualTo("1970-00-00");
        assertThat(converted("varchar", "0:30")).isEqualTo("0:30");
    }

    @ParameterizedTest
    @CsvSource({
        "02:30:00, 02:30:00",
        "1 02:30:00, 1 days +02:30:00",
        "-1 23:00:00.5, -1 days +23:00:00.5",
        "P1DT2H, P1DT2H",
    })
    void durationsOfDjangoBecomeIntervals(String written, String interval) {
        assertThat(converted("interval", written)).isEqualTo(interval);
    }

    @Test
    void whatIsNoDurationIsRefused() {
        assertThat(refusal("interval", "3 weeks or so")).isEqualTo("not-a-duration");
    }

    @Test
    void bytesAreWrittenInBase64() {
        assertThat(converted("bytea", "AP8=")).isEqualTo("\\x00ff");
        assertThat(refusal("bytea", "%%")).isEqualTo("not-base64");
    }

    @Test
    void noneIsAnEmptyTextWhereTheColumnNeedsOneAndIsCounted() {
        assertThat(row(List.of(column("state", "varchar", false)), values("state", null)))
                .containsExactly("");
        assertThat(row(List.of(column("state", "varchar", true)), values("state", null)))
                .containsExactly((Object) null);
        assertThat(row(List.of(column("size", "int4", false)), values("size", null)))
                .containsExactly((Object) null);
        assertThat(adjustments.total(Kind.EMPTY_FOR_NULL)).isEqualTo(1);
    }

    @Test
    void anEmptyTextIsNoNumberButNoValueWhereTheColumnMayHaveNone() {
        assertThat(converted("numeric", "")).isNull();
        assertThat(adjustments.total(Kind.NULL_FOR_EMPTY)).isEqualTo(1);
        assertThat(adjustments.notices().get(0).sentence()).contains("t.value 1");
    }

    @Test
    void tooManyDecimalsAreRoundedOnlyWhenThatIsSetAndThenCounted() {
        ColumnShape column =
                new ColumnShape("value", "numeric(6,2)", "numeric", 0, 6, 2, true, null, false, false, null, false);
        assertThat(row(List.of(column), values("value", "1.005"))).containsExactly("1.005");
        ValueRules rounding = new ValueRules(null, Rounding.HALF_EVEN, null, null, null);
        assertThat(row(rounding, List.of(column), values("value", new BigDecimal("1.005"))))
                .containsExactly(new BigDecimal("1.00"));
        assertThat(row(rounding, List.of(column), values("value", "1.10"))).containsExactly("1.10");
        assertThat(row(rounding, List.of(column), values("value", new BigDecimal("1e-999999999"))))
                .containsExactly(BigDecimal.ZERO);
        assertThat(adjustments.total(Kind.ROUNDED)).isEqualTo(2);
    }

    @Test
    void theNulCharacterIsLeftOutOnlyWhenThatIsSet() {
        ValueRules dropping = new ValueRules(null, null, null, Nul.DROP, null);
        List<ColumnShape> columns = List.of(column("value", "text", true));
        assertThat(row(columns, values("value", "a\0b"))).containsExactly("a\0b");
        assertThat(row(dropping, columns, values("value", "a\0b"))).containsExactly("ab");
        assertThat(adjustments.total(Kind.NUL_DROPPED)).isEqualTo(1);
    }

    @Test
    void aModelIsTheNumberThatTheTargetHasForIt() {
        assertThat(converted("int4", new ContentType("contacts.Partner"))).isEqualTo(4L);
        assertThat(refusal("varchar", new ContentType("contacts.Partner"))).isEqualTo("not-a-content-type");
    }

    @Test
    void translationsGoIntoTheColumnsOfTheirLanguages() {
        List<ColumnShape> columns = List.of(
                column("name", "varchar", false),
                column("name_de", "varchar", false),
                column("name_pt_BR", "varchar", true),
                column("name_fr", "varchar", false));
        TargetLanguages languages = new TargetLanguages(List.of("en", "de", "pt_BR", "fr"));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("de", "Hund");
        texts.put("en", "dog");
        texts.put("pt_BR", null);
        texts.put("nl", "hond");
        assertThat(babel(ValueRules.USUAL, columns, languages, texts)).containsExactly("dog", "Hund", null, "");
        assertThat(adjustments.total(Kind.DROPPED_TRANSLATION)).isEqualTo(1);
        assertThat(adjustments.notices().get(0).sentence()).contains("t.name nl 1");
    }

    @Test
    void aLanguageBelongsInItsRegionalVariantUnlessTheSiteHasBoth() {
        TargetLanguages regional = new TargetLanguages(List.of("en", "de_CH"));
        TargetLanguages both = new TargetLanguages(List.of("en", "de", "de_CH"));
        List<ColumnShape> columns = List.of(
                column("name", "varchar", false),
                column("name_de", "varchar", true),
                column("name_de_CH", "varchar", true));
        Map<String, String> texts = Map.of("en", "dog", "de", "Hund");
        assertThat(babel(ValueRules.USUAL, List.of(columns.get(0), columns.get(2)), regional, texts))
                .containsExactly("dog", "Hund");
        assertThat(babel(ValueRules.USUAL, columns, both, texts)).containsExactly("dog", "Hund", null);
    }

    @Test
    void theWordNoneIsNoTranslation() {
        List<ColumnShape> columns = List.of(column("name", "varchar", false), column("name_de", "varchar", true));
        TargetLanguages languages = new TargetLanguages(List.of("en", "de"));
        Map<String, String> none = Map.of("en", "None", "de", "None");
        assertThat(babel(ValueRules.USUAL, columns, languages, none)).containsExactly("", null);
        assertThat(babel(new ValueRules(NoneText.KEEP, null, null, null, null), columns, languages, none))
                .containsExactly("None", "None");
        assertThat(babel(new ValueRules(NoneText.EMPTY, null, null, null, null), columns, languages, none))
                .containsExactly("", "");
        assertThat(adjustments.total(Kind.NONE_TEXT)).isEqualTo(6);
    }

    @Test
    void columnsThatAreOnlyInOneOfTheTwoTablesAreFound() {
        SourceTable source = source(List.of(
                new SourceColumn("id", SourceTable.Kind.PLAIN), new SourceColumn("gone", SourceTable.Kind.PLAIN)));
        TableMatch match = TableMatch.of(
                source,
                table(List.of(
                        column("id", "int4", false), column("needed", "int4", false), column("free", "int4", true))),
                List.of("en"),
                new TargetLanguages(List.of("en")));
        assertThat(match.withoutTarget()).extracting(SourceColumn::name).containsExactly("gone");
        assertThat(match.withoutSource()).extracting(ColumnShape::name).containsExactly("needed");
        assertThat(match.optional()).extracting(ColumnShape::name).containsExactly("free");
        assertThat(match.spec(Policy.MIRROR).columns())
                .extracting(ColumnSpec::column)
                .containsExactly("id");
    }

    private Object converted(String type, Object value) {
        return row(List.of(column("value", type, true)), values("value", value))[0];
    }

    private String refusal(String type, Object value) {
        refused.clear();
        converted(type, value);
        return refused.get(0).rule();
    }

    private Object[] row(List<ColumnShape> columns, Map<String, Object> values) {
        return row(ValueRules.USUAL, columns, values);
    }

    private Object[] row(ValueRules rules, List<ColumnShape> columns, Map<String, Object> values) {
        List<SourceColumn> named = values.keySet().stream()
                .map(name -> new SourceColumn(name, SourceTable.Kind.PLAIN))
                .toList();
        return convert(rules, columns, new TargetLanguages(List.of("en")), source(named), List.of("en"), values);
    }

    private Object[] babel(
            ValueRules rules, List<ColumnShape> columns, TargetLanguages languages, Map<String, String> texts) {
        return convert(
                rules,
                columns,
                languages,
                source(List.of(new SourceColumn("name", SourceTable.Kind.BABEL))),
                List.copyOf(texts.keySet()),
                values("name", new Translations(texts)));
    }

    private Object[] convert(
            ValueRules rules,
            List<ColumnShape> columns,
            TargetLanguages languages,
            SourceTable source,
            List<String> sourceLanguages,
            Map<String, Object> values) {
        TableMatch match = TableMatch.of(source, table(columns), sourceLanguages, languages);
        TargetRules target = new TargetRules(rules, SourceTimesTest.utc(), type -> 4, adjustments);
        Row row = new TargetRows(match, target).row(new SourceRow(source, values, "t.py", 4, 90), 4, refused);
        return row.values();
    }

    private static SourceTable source(List<SourceColumn> columns) {
        return new SourceTable("t", "app.T", columns, Optional.empty(), Optional.empty());
    }

    private static Map<String, Object> values(String name, Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(name, value);
        return values;
    }

    private static TableShape table(List<ColumnShape> columns) {
        Map<String, ColumnShape> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return new TableShape(
                new TableName("public", "t"),
                true,
                false,
                byName,
                List.of("id"),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static ColumnShape column(String name, String type, boolean nullable) {
        return new ColumnShape(name, type, type, 0, 0, 0, nullable, null, false, false, null, false);
    }
}
