package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.ledger.LedgerException;
import io.waybill.ledger.LedgerReader;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the ledger whether somebody has cancelled a waybill that this process carries, and interrupts it. A poll ends before its
 * route begins while nothing is in hand.
 */
public final class CancellationWatch extends DefaultPollingConsumerPollStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationWatch.class);

    private final Custody custody;
    private final LedgerReader reader;

    /** @param custody of the waybills that this process carries */
    public CancellationWatch(Custody custody, LedgerReader reader) {
        this.custody = requireNonNull(custody, "custody");
        this.reader = requireNonNull(reader, "reader");
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return custody.hasAny();
    }

    /** Looks once. */
    public void look() {
        try {
            for (long number : reader.cancelled()) {
                custody.cancel(number);
            }
        } catch (LedgerException e) {
            LOG.debug("Whether a waybill was cancelled is not known for now: {}", e.getMessage());
        }
    }
}
