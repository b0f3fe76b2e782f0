package io.waybill.school.approval;

import static java.util.Objects.requireNonNull;

import io.waybill.format.WholeFile;
import io.waybill.model.FailureSentence;
import io.waybill.school.source.SourceValues;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.system.Engine;
import io.waybill.system.TargetReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daily report of outstanding approvals: on the desk at any time; where it is enabled, by mail to those who decide, and of what was declined
 * to those who asked. What was sent, and what could not be, is in a file of the outbox.
 */
public final class Approvals {
    /** Exchange property: the growing {@link Sent}. */
    public static final String SENT = "approvalsSent";

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final int MOST = 10_000;
    private static final List<String> COLUMNS =
            List.of("Decision", "Requested", "Event", "When", "Proposed by", "Decided by", "Reason");

    private final String system;
    private final MailSettings mail;
    private final OpenApprovals approvals;
    private final Engine engine;
    private final ZoneId zone = SourceValues.ZONE;

    /**
     * Makes them.
     *
     * @param system name of the system
     * @throws SettingsException when a setting of its mail is wrong
     */
    public Approvals(String system, Engine engine) {
        this.system = requireNonNull(system, "system");
        this.engine = requireNonNull(engine, "engine");
        this.mail = MailSettings.read(engine.settings());
        this.approvals = new OpenApprovals(engine.target().dataSourceForPages(), engine.clock());
    }

    /** The names of the settings that only this has. */
    public static List<String> settings() {
        return MailSettings.names();
    }

    /** @throws SettingsException when one of them is wrong */
    public static void check(Settings settings) {
        MailSettings.read(settings);
    }

    /** What its route names, which exists only where letters are sent; none elsewhere. */
    public Map<String, Object> beans() {
        return mail.enabled() ? Map.of("schoolApprovals", this, "schoolMailSession", mail.session()) : Map.of();
    }

    /** For the desk, and for the schedule where letters are sent. */
    public TargetReport report() {
        return new TargetReport(
                system,
                "approvals",
                "Outstanding approvals",
                "Requests for what somebody owns that wait for a decision, and requests for things and places that were declined, in events"
                        + " that are not over.",
                COLUMNS,
                limit -> approvals.all(limit).stream().map(this::cells).toList(),
                mail.enabled()
                        ? Optional.of(new TargetReport.Sending(mail.cron(), "mail-approvals"))
                        : Optional.empty());
    }

    private List<String> cells(Approval approval) {
        return List.of(
                approval.pending() ? "pending" : "declined",
                approval.element(),
                approval.event(),
                approval.when(zone),
                approval.proposer(),
                String.join(", ", approval.owners()),
                approval.reason());
    }

    /** What became of the letters of a day. */
    private static final class Sent {
        private final List<String> lines = new ArrayList<>();
        private int failed;
    }

    /** The letters of today, one after the other; begins their account. */
    public List<Letter> letters(Exchange exchange) throws SQLException {
        exchange.setProperty(SENT, new Sent());
        List<Letter> letters = new ArrayList<>();
        approvals.byRecipient(MOST).forEach((to, all) -> letters.addAll(Letter.of(to, all, zone)));
        return letters;
    }

    /** Puts a letter into the message as the mail endpoint wants it. */
    public void address(Exchange exchange, @Body Letter letter) {
        // What is in a header goes into the letter: nothing of what began the route.
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("To", letter.to());
        exchange.getMessage().setHeader("From", mail.from());
        exchange.getMessage().setHeader("Subject", letter.subject());
        exchange.getMessage().setBody(letter.text());
    }

    /** A letter was handed over to the mail server. */
    public void sent(@ExchangeProperty(SENT) Sent sent, Exchange exchange) {
        sent.lines.add("sent     " + described(exchange));
    }

    /** A letter could not be handed over; the others are sent all the same. */
    public void failed(@ExchangeProperty(SENT) Sent sent, Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        sent.failed++;
        sent.lines.add("NOT SENT " + described(exchange) + ": " + MailFailure.of(cause, mail.server()));
    }

    private static String described(Exchange exchange) {
        return exchange.getMessage().getHeader("Subject") + " to "
                + exchange.getMessage().getHeader("To");
    }

    /**
     * Writes the account of today's letters into the outbox, for its owner only.
     *
     * @throws IOException when it cannot be written
     */
    public void account(@ExchangeProperty(SENT) Sent sent) throws IOException {
        LocalDate today = LocalDate.ofInstant(engine.clock().instant(), zone);
        Path folder = engine.data().outbox(system);
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder();
        sent.lines.forEach(line -> text.append(line).append('\n'));
        WholeFile.write(
                folder.resolve("approvals-" + today + ".txt"),
                text.isEmpty() ? "Nothing waits for a decision, and nothing was declined.\n" : text.toString());
        if (sent.failed > 0) {
            LOG.error("{} of {} letters about approvals could not be sent", sent.failed, sent.lines.size());
        }
    }

    /** Whatever keeps the letters from being written: it is logged, and tried again at the next time. */
    public void givenUp(Exchange exchange) {
        LOG.error(
                "The letters about approvals were not sent. {}",
                FailureSentence.withoutValues(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
    }
}
