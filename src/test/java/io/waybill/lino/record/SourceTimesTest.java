package io.waybill.lino.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.delivery.value.BadValue;
import io.waybill.format.lino.Generation;
import io.waybill.format.lino.RestoreScript;
import io.waybill.format.lino.RestoreScript.Times;
import io.waybill.format.lino.RestoreScript.Zone;
import io.waybill.lino.config.LinoConfig.Source;
import io.waybill.lino.config.ValueRules.LocalTimes;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which points in time a dump means depends on settings of its site: what it leaves open has to be said, nothing is shifted silently. */
class SourceTimesTest {
    private static final String TALLINN = "Europe/Tallinn";
    private static final LocalDateTime SUMMER = LocalDateTime.of(2019, 7, 1, 12, 0);
    private static final LocalDateTime TWICE = LocalDateTime.of(2019, 10, 27, 3, 30);
    private static final LocalDateTime NEVER = LocalDateTime.of(2019, 3, 31, 3, 30);

    static SourceTimes utc() {
        return times(Times.UTC, "UTC", Source.UNKNOWN, LocalTimes.EARLIER);
    }

    @Test
    void theSameComponentsAreAnotherTimeForSitesWithAndWithoutTimeZones() throws BadValue {
        assertThat(instant(Times.UTC, TALLINN, new Source(true, null))).isEqualTo("2019-07-01T12:00Z");
        assertThat(instant(Times.UTC, TALLINN, new Source(false, null))).isEqualTo("2019-07-01T12:00+03:00");
        assertThat(instant(Times.ZONE, TALLINN, Source.UNKNOWN)).isEqualTo("2019-07-01T12:00+03:00");
        assertThat(instant(Times.UTC, "UTC", Source.UNKNOWN)).isEqualTo("2019-07-01T12:00Z");
        assertThat(instant(Times.UTC, null, new Source(false, TALLINN))).isEqualTo("2019-07-01T12:00+03:00");
        assertThat(instant(Times.UTC, null, new Source(true, null))).isEqualTo("2019-07-01T12:00Z");
    }

    @Test
    void whatTheDumpLeavesOpenIsAskedFor() {
        assertThat(times(Times.UTC, TALLINN, Source.UNKNOWN, LocalTimes.EARLIER).missing())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("source.use-tz").doesNotContain("source.zone"));
        assertThat(times(Times.UTC, null, Source.UNKNOWN, LocalTimes.EARLIER).missing())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("source.use-tz").contains("source.zone"));
        assertThat(times(Times.UTC, null, new Source(false, null), LocalTimes.EARLIER)
                        .missing())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("it names no time zone").contains("source.zone"));
        assertThat(times(Times.ZONE, "Europe/Tallin", Source.UNKNOWN, LocalTimes.EARLIER)
                        .missing())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("its time zone Europe/Tallin is not known")
                        .contains("source.zone"));
    }

    @Test
    void aTimeThatCameTwiceIsTheEarlierOrTheLaterOneAndCounted() throws BadValue {
        assertThat(changed(TWICE, LocalTimes.EARLIER)).isEqualTo("2019-10-27T03:30+03:00");
        assertThat(changed(TWICE, LocalTimes.LATER)).isEqualTo("2019-10-27T03:30+02:00");
    }

    @Test
    void aTimeThatNeverCameIsTheEarlierOrTheLaterOneAndCounted() throws BadValue {
        assertThat(changed(NEVER, LocalTimes.EARLIER)).isEqualTo("2019-03-31T03:30+03:00");
        assertThat(changed(NEVER, LocalTimes.LATER)).isEqualTo("2019-03-31T03:30+02:00");
    }

    @Test
    void suchTimesAreRefusedWhenThatIsSet() {
        assertThatThrownBy(() -> changed(TWICE, LocalTimes.REJECT)).isInstanceOf(BadValue.class);
        assertThatThrownBy(() -> changed(NEVER, LocalTimes.REJECT)).isInstanceOf(BadValue.class);
    }

    private static String changed(LocalDateTime time, LocalTimes policy) throws BadValue {
        AtomicInteger counted = new AtomicInteger();
        String instant =
                times(Times.UTC, TALLINN, new Source(false, null), policy).instant(time, counted::incrementAndGet);
        assertThat(counted).hasValue(1);
        return instant;
    }

    private static String instant(Times times, String zone, Source source) throws BadValue {
        return times(times, zone, source, LocalTimes.EARLIER).instant(SUMMER, () -> {
            throw new AssertionError("it came once");
        });
    }

    private static SourceTimes times(Times times, String zone, Source source, LocalTimes policy) {
        RestoreScript script = new RestoreScript(
                Generation.G6,
                Optional.empty(),
                Optional.empty(),
                new Zone(true, Optional.ofNullable(zone)),
                times,
                List.of("en"),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Set.of(),
                List.of());
        return SourceTimes.of(script, source, policy);
    }
}
