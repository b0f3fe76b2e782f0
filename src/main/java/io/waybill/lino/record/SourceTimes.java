package io.waybill.lino.record;

import io.waybill.delivery.value.BadValue;
import io.waybill.format.lino.RestoreScript;
import io.waybill.lino.config.LinoConfig;
import io.waybill.lino.config.ValueRules.LocalTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Which points in time a dump means by its {@code dt(…)}, which have no zone. That depends on the generation of dump2py and on two settings
 * of the site; a dump records only one.
 *
 * <table>
 * <caption>What the components are</caption>
 * <tr><th>dump2py</th><th>USE_TZ</th><th>not USE_TZ</th></tr>
 * <tr><td>until July 2016</td><td>UTC</td><td>local time</td></tr>
 * <tr><td>until December 2017</td><td>local time</td><td>local time</td></tr>
 * <tr><td>since then</td><td>UTC</td><td>local time</td></tr>
 * </table>
 */
public final class SourceTimes {
    private final ZoneRules rules;
    private final LocalTimes policy;
    private final String missing;

    private SourceTimes(ZoneRules rules, LocalTimes policy, String missing) {
        this.rules = rules;
        this.policy = policy;
        this.missing = missing;
    }

    /**
     * Decides it.
     *
     * @param source what the operator knows of the site
     * @param policy for local times that came twice or never
     */
    public static SourceTimes of(RestoreScript script, LinoConfig.Source source, LocalTimes policy) {
        Optional<ZoneId> zone = Optional.ofNullable(source.zone())
                .or(() -> script.zone().name())
                .flatMap(LinoConfig::zone);
        boolean utcOnly = zone.map(SourceTimes::isUtc).orElse(false);
        boolean asUtc = script.times() == RestoreScript.Times.UTC;
        if (utcOnly || asUtc && Boolean.TRUE.equals(source.useTz())) {
            return new SourceTimes(ZoneOffset.UTC.getRules(), policy, null);
        }
        if (asUtc && source.useTz() == null) {
            return new SourceTimes(
                    null,
                    policy,
                    "The dump does not say whether its times are UTC or local time: give the option source.use-tz, true if the site"
                            + " has USE_TZ = True in its settings, false otherwise"
                            + (zone.isPresent() ? "." : "; if false, source.zone as well, such as Europe/Tallinn."));
        }
        return zone.map(each -> new SourceTimes(each.getRules(), policy, null))
                .orElseGet(() -> new SourceTimes(
                        null,
                        policy,
                        "The times of the dump are local times, and "
                                + script.zone()
                                        .name()
                                        .map(name -> "its time zone " + name + " is not known")
                                        .orElse("it names no time zone")
                                + ": give the option source.zone, such as Europe/Tallinn."));
    }

    private static boolean isUtc(ZoneId zone) {
        return zone.getRules().isFixedOffset()
                && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    }

    /** What the operator has to say before points in time can be made of the dump's; empty when all is known. */
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    /**
     * The point in time, as text with its offset.
     *
     * @param adjusted called when it is a local time that came twice or never
     * @throws BadValue when that is so, and such times are to be rejected
     */
    String instant(LocalDateTime time, Runnable adjusted) throws BadValue {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.size() == 1) {
            return OffsetDateTime.of(time, offsets.get(0)).toString();
        }
        if (policy == LocalTimes.REJECT) {
            throw new BadValue(
                    "local-time",
                    "a local time that came once: at that moment clocks were changed. Which one is meant can be set in config/lino.yaml,"
                            + " values.local-times");
        }
        adjusted.run();
        ZoneOffsetTransition change = rules.getTransition(time);
        boolean earlier = policy == LocalTimes.EARLIER;
        // Of a time that came twice, the offset before the change gives the earlier one; of one that was left out, the
        // later.
        ZoneOffset offset = change.isOverlap() == earlier ? change.getOffsetBefore() : change.getOffsetAfter();
        return OffsetDateTime.of(time, offset).toString();
    }
}
