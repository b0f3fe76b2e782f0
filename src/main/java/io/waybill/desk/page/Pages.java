package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.vertx.core.http.HttpMethod;
import io.waybill.database.JointTransaction;
import io.waybill.desk.http.Gate;
import io.waybill.desk.http.Request;
import io.waybill.ledger.OwnPlanException;
import io.waybill.ledger.audit.Audit;
import io.waybill.ledger.audit.Deed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** Passes each request to the page that {@link Addresses} names for it. */
public final class Pages {
    /** Header: the system whose refresh the route is to start; absent when there is none. */
    public static final String SYSTEM = "system";

    /** Header: token of that run. */
    public static final String TOKEN = "token";

    /** Header: the account that asks for the refresh. */
    public static final String BY = "askedBy";

    private final Map<String, Operation<?>> operations = new HashMap<>();
    private final Map<Class<?>, Object> pages = new HashMap<>();
    private final Audit audit;
    private final JointTransaction ledger;

    /**
     * @param ledger from which the audit list, and whatever writes for operations that are in the ledger only, take their connections
     * @param all one instance of each page
     * @throws IllegalArgumentException when a page is missing, or two operations have the same name
     */
    public Pages(Audit audit, JointTransaction ledger, List<Object> all) {
        this.audit = requireNonNull(audit, "audit");
        this.ledger = requireNonNull(ledger, "ledger");
        all.forEach(page -> pages.put(page.getClass(), page));
        for (Operation<?> operation : Addresses.OPERATIONS) {
            String name = operation.address().operation();
            if (operations.put(name, operation) != null) {
                throw new IllegalArgumentException("two operations are called " + name);
            }
            if (!pages.containsKey(operation.page())) {
                throw new IllegalArgumentException(name + " needs " + operation.page());
            }
        }
    }

    private Answer act(Operation<?> operation, Request request) throws Exception {
        Answer answer = operation.answer(pages.get(operation.page()), request);
        if (!request.http().method().equals(HttpMethod.HEAD)) {
            operation.deed(request, answer).ifPresent(deed -> audit.add(request.actor(), deed));
        }
        return answer instanceof Answer.FileWork file ? done(operation, request, file) : answer;
    }

    /** Does what has been entered into the audit list; if it fails, the list says so, too. */
    private Answer done(Operation<?> operation, Request request, Answer.FileWork file) throws Exception {
        try {
            return file.work().call();
        } catch (Exception e) {
            operation.deed(request, file).ifPresent(deed -> audit.add(request.actor(), deed.failed()));
            throw e;
        }
    }

    /** Answers a request: the body becomes an {@link Answer}. */
    public void act(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request) throws Exception {
        Operation<?> operation = operations.get(request.operation());
        Answer answer;
        try {
            answer = operation.inLedger() ? ledger.run(() -> act(operation, request)) : act(operation, request);
        } catch (OwnPlanException e) {
            audit.add(request.actor(), Deed.ownPlan(e.waybill()));
            throw e;
        }
        if (answer instanceof Answer.RefreshNow refresh) {
            exchange.getMessage().setHeader(SYSTEM, refresh.system());
            exchange.getMessage().setHeader(TOKEN, refresh.token());
            exchange.getMessage().setHeader(BY, refresh.by());
            answer = refresh.redirect();
        }
        exchange.getMessage().setBody(answer);
    }
}
