package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Lets a poll for arrivals end before its route begins when nothing has come. The scheduler is named {@code <system>/<feed>/arrivals}. */
public final class ArrivalPolls extends DefaultPollingConsumerPollStrategy {
    private final ArrivalOrder order;

    public ArrivalPolls(ArrivalOrder order) {
        this.order = requireNonNull(order, "order");
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String name = ((SchedulerEndpoint) endpoint).getName();
        return order.mayHaveArrivals(FeedName.parse(name.substring(0, name.lastIndexOf('/'))));
    }
}
