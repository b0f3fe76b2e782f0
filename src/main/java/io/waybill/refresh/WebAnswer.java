package io.waybill.refresh;

import static java.util.Objects.requireNonNull;

import io.waybill.format.OwnerOnly;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks a web service for a file. Only status 200 with content counts; anything else is asked for again, after a pause, as often as is allowed.
 * Messages never hold the address, which the key may be part of.
 */
final class WebAnswer {
    private static final int OK = 200;
    private static final Set<Integer> LEADING_ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_STEPS = 5;
    private static final int FIRST_OF_THE_SERVER = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final Duration CONNECTING = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 100;

    private final RefreshSource.Web source;
    private final Stopping stopping;

    /** @param stopping breaks the waiting off */
    WebAnswer(RefreshSource.Web source, Stopping stopping) {
        this.source = requireNonNull(source, "source");
        this.stopping = requireNonNull(stopping, "stopping");
    }

    /**
     * Why a try has failed.
     *
     * @param again whether another one could succeed
     */
    private record Refusal(String sentence, boolean again) {}

    /**
     * Asks until there is an answer.
     *
     * @param file receives it; for its owner only
     * @throws IOException when the file cannot be written
     * @throws NothingFetchedException when every try has failed, with what the last one has met
     */
    void into(Path file) throws IOException, InterruptedException, NothingFetchedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECTING)
                // they would take the key with them
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        for (int tries = 1; ; tries++) {
            Refusal refusal = ask(client, file);
            if (refusal == null) {
                return;
            }
            if (!refusal.again || tries >= source.tries()) {
                throw new NothingFetchedException(
                        refusal.sentence + (tries == 1 ? "" : " It was asked " + tries + " times."));
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        long until = System.nanoTime() + source.pause().toNanos();
        while (System.nanoTime() < until) {
            stopping.check();
            Thread.sleep(Math.min(LOOK_MILLIS, Math.max(1, source.pause().toMillis())));
        }
    }

    /** Asks once, wherever the address leads. */
    private Refusal ask(HttpClient client, Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + source.timeout().toNanos();
        URI address = source.url();
        HttpRequest.Builder request = source.key().request(address);
        for (int steps = 0; steps <= MOST_STEPS; steps++) {
            Files.deleteIfExists(file);
            OwnerOnly.create(file);
            CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(
                    request.GET().build(),
                    head -> head.statusCode() == OK
                            ? BodyHandlers.ofFile(file, StandardOpenOption.WRITE)
                                    .apply(head)
                            : HttpResponse.BodySubscribers.replacing(file));
            try {
                HttpResponse<Path> head = wait(answer, deadline);
                if (head == null) {
                    return new Refusal(
                            named(address) + " did not answer in full within " + DurationText.of(source.timeout())
                                    + ".",
                            true);
                }
                URI next = next(address, head);
                if (next == null) {
                    return judge(head, address, file);
                }
                request = source.key().onward(address, next);
                address = next;
            } catch (ExecutionException e) {
                return new Refusal(sentence(address, e.getCause()), true);
            } finally {
                answer.cancel(true);
            }
        }
        return new Refusal(
                source.url().getHost() + " leads from one address to the next, and never to the file.", false);
    }

    /** The answer; null when there is none in time. */
    private HttpResponse<Path> wait(CompletableFuture<HttpResponse<Path>> answer, long deadline)
            throws InterruptedException, ExecutionException {
        while (true) {
            stopping.check();
            if (System.nanoTime() > deadline) {
                return null;
            }
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                continue;
            }
        }
    }

    /** Where an answer leads; null when it leads nowhere, or to where nobody should follow. */
    private static URI next(URI address, HttpResponse<Path> answer) {
        if (!LEADING_ELSEWHERE.contains(answer.statusCode())) {
            return null;
        }
        try {
            URI next = address.resolve(answer.headers().firstValue("Location").orElse(""));
            boolean web = "https".equalsIgnoreCase(next.getScheme())
                    || "http".equalsIgnoreCase(next.getScheme()) && "http".equalsIgnoreCase(address.getScheme());
            return web && next.getHost() != null ? next : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Refusal judge(HttpResponse<Path> answer, URI address, Path file) throws IOException {
        int status = answer.statusCode();
        if (status != OK) {
            boolean again = status >= FIRST_OF_THE_SERVER || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
            return new Refusal(named(address) + " answered with status " + status + " instead of 200.", again);
        }
        return Files.size(file) == 0 ? new Refusal(named(address) + " answered with nothing.", true) : null;
    }

    private String named(URI address) {
        String host = source.url().getHost();
        return address.getHost().equalsIgnoreCase(host) ? host : address.getHost() + ", to which " + host + " leads,";
    }

    private String sentence(URI address, Throwable failure) {
        String what = failure instanceof HttpConnectTimeoutException
                        || failure instanceof ConnectException
                        || failure instanceof UnknownHostException
                ? " cannot be reached."
                : failure instanceof HttpTimeoutException
                        ? " did not answer in time."
                        : failure instanceof SSLException
                                ? " has no certificate that this machine trusts."
                                : " broke off its answer.";
        return named(address) + what;
    }
}
