package io.waybill.delivery.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

    @Test
    void daysAreCountedAsTheCalendarDoes() {
        LocalDate last = LocalDate.of(9999, 12, 31);
        // Through all days of the month and of the year, leap days included.
        for (LocalDate day = LocalDate.of(1, 1, 1); !day.isAfter(last); day = day.plusDays(5)) {
            assertThat(IsoTime.dayOf(day.toString())).as(day.toString()).isEqualTo(ChronoUnit.DAYS.between(EPOCH, day));
        }
    }
}
