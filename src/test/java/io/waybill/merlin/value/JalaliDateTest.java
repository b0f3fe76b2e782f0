package io.waybill.merlin.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JalaliDateTest {
    @ParameterizedTest
    @CsvSource({
        "1402,1,31,2023-04-20",
        "1402,2,31,2023-05-21",
        "1402,3,31,2023-06-21",
        "1402,4,31,2023-07-22",
        "1402,5,31,2023-08-22",
        "1402,6,31,2023-09-22",
        "1402,7,30,2023-10-22",
        "1402,8,30,2023-11-21",
        "1402,9,30,2023-12-21",
        "1402,10,30,2024-01-20",
        "1402,11,30,2024-02-19",
        "1402,12,29,2024-03-19",
        "1403,12,30,2025-03-20",
        "1399,12,30,2021-03-20",
        "1408,12,30,2030-03-20",
        "1403,1,1,2024-03-20",
        "1404,1,1,2025-03-21",
        "1357,11,22,1979-02-11",
        "1300,1,1,1921-03-21",
        "1499,12,29,2121-03-20",
    })
    void everyMonthEndsOnItsDay(int year, int month, int day, LocalDate gregorian) {
        JalaliDate date = new JalaliDate(year, month, day);

        assertThat(date.toGregorian()).isEqualTo(gregorian);
        assertThat(JalaliDate.of(gregorian)).isEqualTo(date);
        boolean last = day == JalaliDate.monthLength(year, month);
        assertThat(JalaliDate.of(gregorian.plusDays(1)).day()).isEqualTo(last ? 1 : day + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412})
    void leapYearsHaveThirtyDaysInTheirLastMonth(int year) {
        assertThat(JalaliDate.isLeap(year)).isTrue();
        assertThat(new JalaliDate(year, 12, 30).toGregorian().plusDays(1))
                .isEqualTo(new JalaliDate(year + 1, 1, 1).toGregorian());
    }

    @ParameterizedTest
    @ValueSource(ints = {1400, 1401, 1402, 1404, 1405, 1406, 1407, 1409})
    void otherYearsHaveNot(int year) {
        assertThat(JalaliDate.isLeap(year)).isFalse();
        assertThatThrownBy(() -> new JalaliDate(year, 12, 30)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDaysFollowEachOtherWithoutGapForThreeHundredYears() {
        LocalDate day = new JalaliDate(1250, 1, 1).toGregorian();
        for (int year = 1250; year < 1550; year++) {
            for (int month = 1; month <= 12; month++) {
                for (int i = 1; i <= JalaliDate.monthLength(year, month); i++) {
                    JalaliDate date = new JalaliDate(year, month, i);
                    assertThat(date.toGregorian()).isEqualTo(day);
                    assertThat(JalaliDate.of(day)).isEqualTo(date);
                    day = day.plusDays(1);
                }
            }
        }
    }

    @Property
    void aDateComesBack(@ForAll @IntRange(min = -60_000, max = 90_000) int epochDay) {
        LocalDate gregorian = LocalDate.ofEpochDay(epochDay);

        assertThat(JalaliDate.of(gregorian).toGregorian()).isEqualTo(gregorian);
    }
}
