package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import io.waybill.model.FeedName;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Lets a poll end before its route begins when nothing waits. There are many folders, each is polled several times a second, and nearly
 * always nothing waits. The scheduler that polls for a feed has its name; any other one polls for requests.
 */
public final class IdlePolls extends DefaultPollingConsumerPollStrategy {
    private final Intake intake;

    public IdlePolls(Intake intake) {
        this.intake = requireNonNull(intake, "intake");
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        String name = ((SchedulerEndpoint) endpoint).getName();
        return name.indexOf('/') < 0 ? intake.mayHaveRequest() : intake.mayHaveDrop(FeedName.parse(name));
    }
}
