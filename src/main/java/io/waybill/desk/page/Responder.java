package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.http.HttpMethod;
import io.waybill.database.OutageKind;
import io.waybill.database.TargetUnavailableException;
import io.waybill.delivery.naming.Plurals;
import io.waybill.desk.account.Role;
import io.waybill.desk.account.Session;
import io.waybill.desk.account.Sessions;
import io.waybill.desk.http.Address;
import io.waybill.desk.http.Download;
import io.waybill.desk.http.Gate;
import io.waybill.desk.http.NotLoggedInException;
import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Reply;
import io.waybill.desk.http.Request;
import io.waybill.desk.http.UrlEncoded;
import io.waybill.format.csv.CsvLines;
import io.waybill.ledger.LedgerReader;
import io.waybill.ledger.RequestRefusedException;
import io.waybill.model.FailureSentence;
import io.waybill.model.FailureTrace;
import io.waybill.model.FeedName;
import io.waybill.model.State;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last step of the desk's route: what a page answers becomes a reply. */
public final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;

    private final Reply reply;
    private final Download download;
    private final Assets assets;
    private final Sessions sessions;
    private final LedgerReader ledger;
    private final PageFormat format;
    private final Map<String, Plurals> plurals;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Responder.class.getPackageName());
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(State.class, new Word<>(State.class, State::word))
                    .addSerializer(Role.class, new Word<>(Role.class, Role::word))
                    .addSerializer(FeedName.class, new Word<>(FeedName.class, FeedName::toString)))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    /**
     * @param clock whose zone is the one that people read times in
     * @param plurals what rows are called where many of them are spoken of, by system
     */
    public Responder(
            Reply reply,
            Assets assets,
            Sessions sessions,
            LedgerReader ledger,
            Clock clock,
            Map<String, Plurals> plurals) {
        this.reply = requireNonNull(reply, "reply");
        this.download = new Download(reply);
        this.assets = requireNonNull(assets, "assets");
        this.sessions = requireNonNull(sessions, "sessions");
        this.ledger = requireNonNull(ledger, "ledger");
        this.format = new PageFormat(clock);
        this.plurals = Map.copyOf(plurals);
        templates.setTrimControlStructures(true);
    }

    /** Replies with what a page has answered: people get a page, programs JSON. */
    public void answer(Exchange exchange, @ExchangeProperty(Gate.REQUEST) Request request, @Body Object answer)
            throws Exception {
        send(exchange, request, (Answer) answer);
    }

    private void send(Exchange exchange, Request request, Answer answer) throws Exception {
        if (answer instanceof Answer.WithHeader more) {
            send(exchange, request, more.answer());
            reply.header(exchange, more.header(), more.value());
        } else if (answer instanceof View view) {
            show(exchange, request, Reply.OK, view);
        } else if (answer instanceof Answer.Again again) {
            show(
                    exchange,
                    request,
                    again.status(),
                    request.ofProgram() && !(again.form() instanceof ConflictView)
                            ? ErrorView.to(request, again.status(), again.sentence())
                            : again.form());
        } else if (answer instanceof Answer.LoggedIn in) {
            show(exchange, request.as(in.session()), Reply.OK, in.view());
        } else if (answer instanceof Redirect redirect) {
            redirect(exchange, request, redirect);
        } else if (answer instanceof Answer.Json only) {
            json(exchange, Reply.OK, only.value());
        } else if (answer instanceof Answer.Resource resource) {
            send(exchange, resource);
        } else if (answer instanceof Answer.Attachment attachment) {
            download.send(request, attachment.file(), attachment.name());
        } else if (answer instanceof Answer.Csv csv) {
            download.send(request, "text/csv; charset=utf-8", csv.name(), out -> {
                CsvLines lines = new CsvLines(out);
                csv.rows().write(lines);
                lines.flush();
            });
        } else {
            throw new IllegalArgumentException("no reply for " + answer);
        }
    }

    private void show(Exchange exchange, Request request, int status, View view) throws SQLException {
        if (request.ofProgram()) {
            json(exchange, status, view.json());
        } else {
            html(exchange, request, status, view, frame(request, view));
        }
    }

    private void redirect(Exchange exchange, Request request, Redirect redirect) throws SQLException {
        if (request.ofProgram()) {
            json(exchange, Reply.OK, new Done(redirect.sentence(), Address.API + redirect.address()));
            return;
        }
        if (!redirect.sentence().isEmpty() && request.session() != null) {
            sessions.leaveMessage(request.session().token(), redirect.sentence());
        }
        see(exchange, request, redirect.address());
    }

    private void send(Exchange exchange, Answer.Resource resource) {
        if (resource.lasting()) {
            reply.lasting(exchange, resource.type(), resource.bytes());
        } else {
            reply.bytes(exchange, Reply.OK, resource.type(), resource.bytes());
        }
        if (!resource.name().isEmpty()) {
            reply.header(exchange, "Content-Disposition", "attachment; filename=\"" + resource.name() + "\"");
        }
    }

    /** A page that refreshes a part of itself would put the other page into that part: the browser has to go there as a whole. */
    private void see(Exchange exchange, Request request, String address) {
        if (request.live()) {
            reply.html(exchange, Reply.OK, "");
            reply.header(exchange, "HX-Redirect", address);
        } else {
            reply.see(exchange, address);
        }
    }

    /** Sends people to the log-in page or to that of their password; programs get status 401. */
    public void askToLogIn(Exchange exchange, @ExchangeException NotLoggedInException failure) throws SQLException {
        Request request = exchange.getProperty(Gate.REQUEST, Request.class);
        if (request.ofProgram()) {
            json(
                    exchange,
                    UNAUTHORIZED,
                    ErrorView.to(request, UNAUTHORIZED, failure.getMessage()).json());
            return;
        }
        if (failure.kept().isPresent()) {
            show(exchange, request, UNAUTHORIZED, LogInView.after(failure.kept().get()));
            return;
        }
        see(exchange, request, failure.passwordFirst() ? "/password" : "/log-in" + backTo(request));
    }

    /** Replies to a request that was refused, with the reason. */
    public void refuse(Exchange exchange, @ExchangeException Exception failure) {
        int status = failure instanceof RefusedException refused
                ? refused.status()
                : failure instanceof RequestRefusedException ? CONFLICT : UNPROCESSABLE;
        error(exchange, status, failure.getMessage());
        if (failure instanceof RefusedException refused && !refused.allowed().isEmpty()) {
            reply.header(exchange, "Allow", refused.allowed());
        }
        if (status == UNAUTHORIZED) {
            reply.header(exchange, "WWW-Authenticate", "Bearer");
        }
    }

    /** Replies to a request that failed; the log has the details. */
    public void fail(Exchange exchange, @ExchangeException Throwable failure) {
        Request request = exchange.getProperty(Gate.REQUEST, Request.class);
        Throwable cause = FailureSentence.unwrapped(failure);
        LOG.debug("Details of the failure: {}", new FailureTrace(failure));
        boolean database = cause instanceof TargetUnavailableException
                || OutageKind.of(failure).isPresent();
        LOG.warn(
                "The desk could not answer {}: {}",
                request == null || request.operation().isEmpty() ? "a request" : request.operation(),
                FailureSentence.withoutValues(failure));
        error(
                exchange,
                // Not for a statement that the database refuses: trying again would not help.
                database ? UNAVAILABLE : FAILED,
                database
                        ? "The database does not answer. Try again in a moment."
                        : "Waybill could not do this. Its log has the details.");
    }

    private void error(Exchange exchange, int status, String sentence) {
        Request request = exchange.getProperty(Gate.REQUEST, Request.class);
        ErrorView view = ErrorView.to(request, status, sentence);
        if (request != null && request.ofProgram()) {
            json(exchange, view.status(), view.json());
        } else {
            html(exchange, request, view.status(), view, bare(request, view));
        }
    }

    private void html(Exchange exchange, Request request, int status, View view, Frame frame) {
        StringOutput page = new StringOutput();
        templates.render(view.template(), Map.of("frame", frame, "view", view), page);
        String html = page.toString();
        if (html.contains(Frame.STAMP)) {
            String stamp = Digest.of(html);
            if (request != null && request.shows(stamp)) {
                reply.unchanged(exchange);
                return;
            }
            html = html.replace(Frame.STAMP, stamp);
        }
        reply.html(exchange, status, html);
    }

    private void json(Exchange exchange, int status, Object value) {
        try {
            reply.json(exchange, status, json.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }

    private Frame frame(Request request, View view) throws SQLException {
        Session session = request.session();
        return new Frame(
                view.title(),
                view.section(),
                view.chapter(),
                session,
                session == null || request.live() || request.http().method().equals(HttpMethod.HEAD)
                        ? ""
                        : sessions.takeMessage(session.token()),
                session == null ? 0 : ledger.openRejects(Frame.MOST_COUNTED),
                format,
                assets,
                plurals);
    }

    /** The frame of a page that must work even when the database does not. */
    private Frame bare(Request request, View view) {
        Session session = request == null ? null : request.session();
        return new Frame(view.title(), Section.OWN, view.chapter(), session, "", 0, format, assets, plurals);
    }

    private static String backTo(Request request) {
        String path = request.http().uri();
        Address.Content content = request.match().address().content();
        if (content == Address.Content.FILES) {
            // The page with the form has the same address; its file has to be chosen once more.
            return "?to=" + UrlEncoded.encoded(request.http().path()) + "&file=lost";
        }
        return content != Address.Content.NONE || path.equals("/") ? "" : "?to=" + UrlEncoded.encoded(path);
    }

    /** What a program gets in place of a redirect. */
    private record Done(String done, String see) {}

    private static final class Word<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<T, String> word;

        Word(Class<T> type, Function<T, String> word) {
            super(type);
            this.word = word;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(word.apply(value));
        }
    }
}
