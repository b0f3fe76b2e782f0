package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerReader;
import io.waybill.model.Cancellations;
import io.waybill.model.Drop;
import io.waybill.model.DropOptions;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import io.waybill.model.StoppedException;
import io.waybill.model.Stopping;
import io.waybill.model.WaybillKind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class ProgressTest {
    @Test
    void theLedgerIsToldAtMostOnceASecond(TestDatabase database) {
        Ledger ledger = new Ledger(database.dataSource(), Clock.systemUTC());
        LedgerReader reader = new LedgerReader(database.dataSource());
        Drop drop = new Drop(
                ledger.nextNumber(),
                WaybillKind.DROP,
                new FeedName("sample", "letters"),
                Path.of("x"),
                "x.txt",
                1_000,
                "a".repeat(64),
                DropOptions.NONE,
                Instant.now());
        ledger.claim(drop, "", "tester", "1");
        AtomicLong time = new AtomicLong();
        Stopping stopping = new Stopping();
        Cancellations cancellations = new Cancellations();
        Progress.Meter meter = new Progress(ledger, stopping, cancellations, time::get).of(drop);

        meter.at(100);
        assertThat(reader.show(drop.number()).orElseThrow().run().progress()).isZero();
        time.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.at(555);
        assertThat(reader.show(drop.number()).orElseThrow().run().progress()).isEqualTo(55);
        meter.at(999);
        assertThat(reader.show(drop.number()).orElseThrow().run().progress()).isEqualTo(55);

        time.addAndGet(TimeUnit.SECONDS.toNanos(1));
        meter.share(3, 4);
        assertThat(reader.show(drop.number()).orElseThrow().run().progress()).isEqualTo(75);
        ledger.state(drop.number(), State.READING);
        assertThat(reader.show(drop.number()).orElseThrow().run().progress()).isZero();

        cancellations.cancel(drop.number() + 1);
        meter.at(1_000);
        cancellations.cancel(drop.number());
        assertThatThrownBy(() -> meter.at(1_000)).hasMessage("Waybill " + drop.number() + " was cancelled.");
        cancellations.forget(drop.number());
        meter.at(1_000);
        stopping.breakOff();
        assertThatThrownBy(() -> meter.at(1_000)).isInstanceOf(StoppedException.class);
    }
}
