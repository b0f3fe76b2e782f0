package io.waybill.intake;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.scheduler.SchedulerEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Lets a poll end before its route begins when nothing waits. There are many folders, each is polled several times a second, and nearly
 * always nothing waits.
 */
public final class IdlePolls extends DefaultPollingConsumerPollStrategy {
    private final Predicate<String> mayFind;

    /** @param mayFind whether a poll of the scheduler of this name may find something: false only when it would find nothing; cheap */
    public IdlePolls(Predicate<String> mayFind) {
        this.mayFind = requireNonNull(mayFind, "mayFind");
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return mayFind.test(((SchedulerEndpoint) endpoint).getName());
    }
}
