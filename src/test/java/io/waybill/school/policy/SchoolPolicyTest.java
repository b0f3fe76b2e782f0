package io.waybill.school.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.school.sample.SamplePolicy;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchoolPolicyTest {
    @Test
    void aSchoolCountsItsYearsInItsOwnWay() {
        assertThat(IntStream.of(7, 8, 9, 15, 17, 18, 19, 27).mapToObj(SamplePolicy.ORDINAL.years()::name))
                .containsExactly(
                        "1st year",
                        "2nd year",
                        "3rd year",
                        "5th year",
                        "11th year",
                        "12th year",
                        "13th year",
                        "21st year");
        assertThat(SamplePolicy.NUMBERED.years().name(9)).isEqualTo("Year 9");
    }

    @Test
    void yearsOutsideOfTheCalendarAreNotWanted() {
        assertThat(IntStream.rangeClosed(5, 19)
                        .filter(SamplePolicy.ORDINAL.years()::wanted)
                        .max())
                .hasValue(17);
        assertThat(IntStream.rangeClosed(5, 19)
                        .filter(SamplePolicy.NUMBERED.years()::wanted)
                        .min())
                .hasValue(9);
    }

    @Test
    void theYearInWhichAPupilBeganFollowsFromTheYearNow() {
        assertThat(SamplePolicy.ORDINAL.startYear(2016, 7)).isEqualTo(2016);
        assertThat(SamplePolicy.ORDINAL.startYear(2016, 9)).isEqualTo(2014);
    }

    @Test
    void staffAreActiveByTheDomainOfTheirAddress() {
        assertThat(SamplePolicy.ORDINAL.isActive("a@SCHOOL.example")).isTrue();
        assertThat(SamplePolicy.ORDINAL.isActive("a@notschool.example")).isFalse();
        assertThat(SamplePolicy.ORDINAL.isActive("a@school.example.org")).isFalse();
        assertThat(SamplePolicy.ORDINAL.isActive("school.example")).isFalse();
        assertThat(SamplePolicy.ORDINAL.isActive("")).isFalse();
    }

    @Test
    void aNameThatWouldBeTheSameForAllIsRefused() {
        assertThatThrownBy(() -> new YearRules(0, Map.of(), null, null, "Year")).hasMessageContaining("{number}");
    }
}
