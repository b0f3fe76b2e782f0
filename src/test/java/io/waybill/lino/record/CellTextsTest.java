package io.waybill.lino.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.delivery.shape.ColumnShape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way of writing a time, wherever it comes from. */
class CellTextsTest {
    @ParameterizedTest
    @CsvSource({
        "timestamptz, 2019-07-01T12:30:05.250+03:00, 2019-07-01T09:30:05.25Z",
        "timestamptz, 2019-07-01 09:30:05.25+00, 2019-07-01T09:30:05.25Z",
        "timestamptz, 2019-07-01T09:30Z, 2019-07-01T09:30:00Z",
        "timestamptz, 1850-01-01 00:00:00+01:39:49, 1849-12-31T22:20:11Z",
        "timestamptz, 2019-07-01 12:00:00+05:30, 2019-07-01T06:30:00Z",
        "timestamptz, 2019-02-30T09:30:00Z, 2019-02-30T09:30:00Z",
        "timestamptz, 2019-07-01T09:30:00, 2019-07-01T09:30:00",
        "timestamptz, infinity, infinity",
        "timestamptz, soon, soon",
        "timestamp, 2019-07-01 09:30:05.000001, 2019-07-01T09:30:05.000001",
        "timestamp, 2019-07-01T09:30, 2019-07-01T09:30:00",
        "time, 09:30, 09:30:00",
        "time, 09:30:00.5, 09:30:00.5",
        "varchar, 2019-07-01 09:30:05.25+00, 2019-07-01 09:30:05.25+00",
        "date, 2019-07-01, 2019-07-01"
    })
    void aMomentHasOneForm(String type, String value, String cell) {
        ColumnShape column = new ColumnShape("at", type, type, 0, 0, 0, true, null, false, false, null, false);
        assertThat(CellTexts.of(List.of(column), new Object[] {value}, new Object()))
                .containsExactly(cell);
    }
}
