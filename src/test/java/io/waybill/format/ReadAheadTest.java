package io.waybill.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    /** Counts to a number, then ends or fails. */
    private static final class Counting implements Iterator<Integer>, Closeable {
        private final AtomicInteger given = new AtomicInteger();
        private final int last;
        private final RuntimeException failure;
        private volatile boolean closed;

        Counting(int last, RuntimeException failure) {
            this.last = last;
            this.failure = failure;
        }

        @Override
        public boolean hasNext() {
            if (given.get() == last && failure != null) {
                throw failure;
            }
            return given.get() < last;
        }

        @Override
        public Integer next() {
            return given.incrementAndGet();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void givesWhatTheSourceGivesInItsOrderThenEnds() throws IOException {
        Counting source = new Counting(1_000, null);
        List<Integer> taken = new ArrayList<>();
        try (ReadAhead<Integer> ahead = ReadAhead.of(source, "test-reading")) {
            while (ahead.hasNext()) {
                taken.add(ahead.next());
            }
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(taken).hasSize(1_000).isSorted().startsWith(1).endsWith(1_000);
        assertThat(source.closed).isTrue();
    }

    @Test
    void isNeverMoreThanAFewAhead() throws IOException {
        Counting source = new Counting(Integer.MAX_VALUE, null);
        try (ReadAhead<Integer> ahead = ReadAhead.of(source, "test-reading")) {
            await().until(() -> source.given.get() == 3);
            assertThat(ahead.next()).isEqualTo(1);
            await().until(() -> source.given.get() == 4);
        }
        assertThat(source.given).hasValue(4);
        assertThat(source.closed).isTrue();
    }

    @Test
    void throwsWhatTheSourceThrowsBehindAllThatWasGood() throws IOException {
        UncheckedIOException failure = new UncheckedIOException(new IOException("the disk is gone"));
        try (ReadAhead<Integer> ahead = ReadAhead.of(new Counting(5, failure), "test-reading")) {
            for (int i = 1; i <= 5; i++) {
                assertThat(ahead.next()).isEqualTo(i);
            }
            assertThatThrownBy(ahead::hasNext).isSameAs(failure);
            assertThatThrownBy(ahead::next).isSameAs(failure);
        }
    }
}
