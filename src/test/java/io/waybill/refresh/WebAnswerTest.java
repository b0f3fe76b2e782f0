package io.waybill.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.waybill.model.StoppedException;
import io.waybill.model.Stopping;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebAnswerTest {
    private static final WebKey NONE = new WebKey(false, "apikey", "");

    private final Stopping stopping = new Stopping();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static Answer status(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key"));
            answers.get(Math.min(asked.size(), answers.size()) - 1).to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path fetched(WebKey key, int tries, Duration timeout) throws Exception {
        Path file = folder.resolve("answer");
        new WebAnswer(
                        new RefreshSource.Web(
                                URI.create("http://127.0.0.1:"
                                        + server.getAddress().getPort() + "/batch?x=1"),
                                key,
                                tries,
                                Duration.ofMillis(10),
                                timeout),
                        stopping)
                .into(file);
        return file;
    }

    private Path fetched(int tries) throws Exception {
        return fetched(NONE, tries, Duration.ofSeconds(20));
    }

    @Test
    void theKeyIsSentAsAParameterOrInAHeaderAndTheFileIsForItsOwnerOnly() throws Exception {
        answers.add(status(200, "<iSAMS/>"));
        Path file = fetched(new WebKey(false, "apikey", "a b&c"), 1, Duration.ofSeconds(20));
        assertThat(file).hasContent("<iSAMS/>");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        fetched(new WebKey(true, "X-Key", "secret"), 1, Duration.ofSeconds(20));
        assertThat(asked).containsExactly("/batch?x=1&apikey=a+b%26c null", "/batch?x=1 secret");
        assertThat(new WebKey(true, "X-Key", "secret").toString()).doesNotContain("secret");
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        answers.addAll(List.of(status(503, "<html>busy</html>"), status(200, ""), status(200, "<iSAMS/>")));
        assertThat(fetched(3)).hasContent("<iSAMS/>");
        assertThat(asked).hasSize(3);
    }

    private static Answer leadsTo(String address) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", address);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        };
    }

    @Test
    void whereTheAddressLeadsIsFollowedAndTheKeyGoesToNoOtherServer() throws Exception {
        String other = "http://localhost:" + server.getAddress().getPort() + "/other";
        answers.addAll(List.of(leadsTo("/moved?y=2"), leadsTo(other), status(200, "<iSAMS/>")));
        assertThat(fetched(new WebKey(true, "X-Key", "secret"), 1, Duration.ofSeconds(20)))
                .hasContent("<iSAMS/>");
        assertThat(asked).containsExactly("/batch?x=1 secret", "/moved?y=2 secret", "/other null");

        answers.add(leadsTo("/again"));
        assertThatThrownBy(() -> fetched(3))
                .hasMessage("127.0.0.1 leads from one address to the next, and never to the file.");
        assertThat(asked).hasSize(3 + 6);

        answers.add(leadsTo("http://localhost:1/other?key=secret"));
        asked.addAll(List.of("", "", ""));
        assertThatThrownBy(() -> fetched(1)).hasMessage("localhost, to which 127.0.0.1 leads, cannot be reached.");
        answers.add(leadsTo("ftp://localhost/other"));
        assertThatThrownBy(() -> fetched(3)).hasMessage("127.0.0.1 answered with status 302 instead of 200.");
    }

    @Test
    void theAnswerOfAServerInTroubleIsNeverTakenForTheFile() throws Exception {
        answers.add(status(500, "<html>sorry</html>"));
        assertThatThrownBy(() -> fetched(2))
                .isInstanceOf(NothingFetchedException.class)
                .hasMessage("127.0.0.1 answered with status 500 instead of 200. It was asked 2 times.");
        assertThat(folder.resolve("answer")).isEmptyFile();
    }

    @Test
    void whatAskingAgainCannotMendIsAskedOnce() {
        answers.add(status(401, "who are you"));
        assertThatThrownBy(() -> fetched(3)).hasMessage("127.0.0.1 answered with status 401 instead of 200.");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAnswerThatBreaksOffOrIsNothingIsNoAnswer() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("<iSAMS>".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThatThrownBy(() -> fetched(1)).hasMessage("127.0.0.1 broke off its answer.");
        answers.set(0, status(200, ""));
        assertThatThrownBy(() -> fetched(1)).hasMessage("127.0.0.1 answered with nothing.");
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() {
        answers.add(exchange -> sleep());
        assertThatThrownBy(() -> fetched(NONE, 1, Duration.ofMillis(300)))
                .hasMessageStartingWith("127.0.0.1 did not answer in full within ");
    }

    @Test
    void oneThatIsNotThereIsToldWithoutItsAddress() {
        server.stop(0);
        assertThatThrownBy(() -> fetched(2)).hasMessage("127.0.0.1 cannot be reached. It was asked 2 times.");
    }

    @Test
    void aStopBreaksTheWaitingOff() {
        answers.add(exchange -> {
            stopping.breakOff();
            sleep();
        });
        assertThatThrownBy(() -> fetched(3)).isInstanceOf(StoppedException.class);
    }

    private static void sleep() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
