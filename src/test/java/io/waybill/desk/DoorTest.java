package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and broken programs send, before anything of the desk looks at it. */
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class DoorTest {
    /** Longer than the patience of this desk, on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDesk desk;
    private final int health;

    DoorTest(TestDatabase database, @TempDir Path folder) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        try (ServerSocket free = new ServerSocket(0)) {
            health = free.getLocalPort();
        }
        desk = TestDesk.start(
                folder,
                database,
                Map.of(
                        "WAYBILL_HTTP_PORT", Integer.toString(health),
                        "WAYBILL_HTTP_PATIENCE", "2s",
                        "WAYBILL_DESK_HOSTS", "desk.example.org, *.intern.example"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/waybills?feed=%00",
                "/waybills?state=%00",
                "/waybills?%00=x",
                "/waybills?feed=a%00b",
                "/waybills?feed=%ff",
                "/waybills?feed=%C0%80",
                "/waybills?feed=%ED%A0%80",
                "/waybills?below=%00",
                "/waybills?below=99999999999999999999",
                "/rejects?waybill=%00",
                "/rejects?from=%E9",
                "/rejects?waybill=-1",
                "/rejected?state=%00",
                "/waybills/1/changes?table=%00",
                "/waybills/1/changes?after=%00",
                "/drops/%00",
                "/drops/a%FFb",
                "/log-in?to=%00",
                "/waybills/%00",
                "/rejects/%00/row"
            })
    void whatIsNoTextIsRefusedInASentenceForPeopleAndForPrograms(String address) {
        Visitor operator = desk.visitor("operator");
        Reply page = operator.get(address);
        assertThat(page.status()).as(page.text()).isEqualTo(400);
        assertThat(page.page().select("main").text()).matches("(?s).*(NUL|UTF-8|number is expected).*");
        if (!address.startsWith("/log-in")) {
            Reply json = operator.get("/api" + address);
            assertThat(json.status()).isEqualTo(400);
            assertThat(json.json().path("status").asInt()).isEqualTo(400);
        }
    }

    @Test
    void aFormOrAnObjectWithWhatIsNoTextIsRefusedToo() {
        Visitor operator = desk.visitor("operator");
        String form = "application/x-www-form-urlencoded";
        for (String body : new String[] {"text=%00", "text=%ff", "text=%", "%00=a"}) {
            assertThat(operator.postBody("/rejects/1/look-up", form, body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String body : new String[] {
            "{\"text\": \"a\\u0000b\"}", "{\"text\": [\"\\u0000\"]}", "{\"text\": \"\\ud800\"}", "{\"\\u0000\": 1}"
        }) {
            assertThat(operator.postBody("/api/waybills/search", "application/json", body)
                            .status())
                    .as(body)
                    .isEqualTo(400);
        }
        Reply broken = operator.postBody("/api/waybills/search", "application/json", "{\"text\": \n oops}");
        assertThat(broken.json().path("error").asText()).startsWith("This is not JSON (line 2, column ");
        assertThat(operator.upload("/drop", Map.of("feed", "a\0"), "a.csv", new byte[] {1})
                        .status())
                .isEqualTo(400);
        Reply long1 = operator.get("/waybills?text=" + "x".repeat(1_001));
        assertThat(long1.status()).isEqualTo(400);
        assertThat(long1.page().select("main").text()).contains("at most 1000 characters");
    }

    /** A connection on which bytes are sent as they are. */
    private Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8_192);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Sends a request and reads until the server closes the connection. */
    private String reply(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String place, String... headers) {
        return "GET " + place + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
    }

    /**
     * Sends a byte now and then until the server has closed the connection.
     *
     * @return what it has said
     */
    private static String trickle(Socket socket, char bytes) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        socket.setSoTimeout(100);
        while (System.nanoTime() < deadline) {
            try {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return said.toString(StandardCharsets.UTF_8);
                }
                said.write(read);
                continue;
            } catch (SocketTimeoutException e) {
                // Nothing yet: the next byte.
            } catch (SocketException e) {
                return said.toString(StandardCharsets.UTF_8);
            }
            try {
                send(socket, Character.toString(bytes));
            } catch (SocketException e) {
                return said.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("the connection is still open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:1234",
                "localhost:8641",
                "LOCALHOST",
                "localhost.",
                "[::1]:8641",
                "127.9.9.9",
                "desk.example.org",
                "a.intern.example:443"
            })
    void ownNamesAreServed(String host) throws IOException {
        assertThat(reply(desk.port(), get("/log-in", "Host: " + host))).startsWith("HTTP/1.1 200");
        assertThat(reply(health, get("/observe/health", "Host: " + host))).startsWith("HTTP/1.1 200");
        assertThat(reply(health, get("/observe/metrics", "Host: " + host))).startsWith("HTTP/1.1 200");
    }

    @Test
    void theHeadOfHealthAndMetricsIsTheirHeadWithoutABody() throws IOException {
        for (String place : List.of("/observe/health", "/observe/metrics", "/observe/nothing")) {
            String whole = reply(health, get(place, "Host: localhost", "Connection: close"));
            String head = reply(health, "HEAD " + place + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(head.lines().findFirst())
                    .as(place)
                    .isEqualTo(whole.lines().findFirst());
            assertThat(head).as(place).endsWith("\r\n\r\n").containsPattern("(?i)content-type: ");
            assertThat(head.indexOf("\r\n\r\n")).isEqualTo(head.length() - 4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8641",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "intern.example",
                "a.b.intern.example",
                "192.0.2.1",
                "[2001:db8::1]",
                "2130706433",
                "0x7f.1",
                "",
                "desk.example.org@evil.example",
                "<script>"
            })
    void otherNamesAreNotWhateverIsAskedFor(String host) throws IOException {
        for (String place : List.of("/log-in", "/", "/assets/desk.css", "/api/openapi.json", "/nothing")) {
            assertThat(reply(desk.port(), get(place, "Host: " + host)))
                    .as(place)
                    .startsWith("HTTP/1.1 421")
                    .contains("Waybill is not served under the name", "waybill.desk.hosts")
                    .doesNotContain("<");
        }
        String form = "name=admin&password=x";
        assertThat(reply(
                        desk.port(),
                        "POST /api/log-in HTTP/1.1\r\nHost: " + host
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + form.length() + "\r\n\r\n" + form))
                .startsWith("HTTP/1.1 421")
                .contains("application/json", "{\"status\":421,\"error\":\"Waybill is not served");
        assertThat(reply(health, get("/observe/health", "Host: " + host))).startsWith("HTTP/1.1 421");
        assertThat(reply(health, get("/observe/metrics", "Host: " + host))).startsWith("HTTP/1.1 421");
    }

    @Test
    void aRequestThatNamesTwoHostsOrNoneIsNotServed() throws IOException {
        assertThat(reply(desk.port(), get("/log-in", "Host: localhost", "Host: evil.example")))
                .doesNotStartWith("HTTP/1.1 200");
        assertThat(reply(desk.port(), get("/log-in", "Accept: */*"))).doesNotStartWith("HTTP/1.1 200");
        assertThat(reply(desk.port(), get("/log-in", "Host: localhost", "X-Forwarded-Host: evil.example")))
                .as("no proxy is before it, so that header says nothing")
                .startsWith("HTTP/1.1 200");
        assertThat(reply(health, "GET /observe/health HTTP/1.0\r\n\r\n")).contains(" 200 ");
    }

    @Test
    void whoSaysNothingOrTricklesAHeadOrABodyIsCutOffOnBothPorts() throws IOException {
        List<Socket> sockets = List.of(
                connect(desk.port()), connect(health), connect(desk.port()), connect(health), connect(desk.port()));
        for (Socket slow : sockets.subList(2, 4)) {
            send(slow, "GET /log-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        }
        send(sockets.get(4), "GET /log-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
        List<String> said = sockets.parallelStream()
                .map(socket -> sockets.indexOf(socket) < 2 ? untilClosed(socket) : trickled(socket))
                .toList();
        assertThat(said.subList(0, 4))
                .as("neither silence nor half a head is answered")
                .containsOnly("");
        assertThat(said.get(4))
                .as("a body that nobody wants does not keep the connection")
                .startsWith("HTTP/1.1 200");
    }

    private static String untilClosed(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String trickled(Socket socket) {
        try {
            return trickle(socket, 'x');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoTricklesTheNextHeadOfAnOpenConnectionIsCutOffToo() throws IOException {
        try (Socket socket = connect(desk.port())) {
            for (int i = 0; i < 3; i++) {
                send(socket, "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
                byte[] head = socket.getInputStream().readNBytes(12);
                assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
                skipBody(socket);
            }
            send(socket, "GET /log-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertThat(trickle(socket, 'x')).isEmpty();
        }
    }

    /** Reads the rest of a reply whose length it says. */
    private static void skipBody(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        String length = head.toString().replaceAll("(?is).*content-length: ([0-9]+).*", "$1");
        socket.getInputStream().readNBytes(Integer.parseInt(length));
    }

    @Test
    void manyWhoTrickleAFormAreRefusedAndHoldUpNobodyMeanwhile() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Socket socket = connect(desk.port());
                slow.add(socket);
                send(
                        socket,
                        "POST /log-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 1000\r\n\r\nname=");
            }
            assertThat(desk.visitor().get("/log-in").status()).isEqualTo(200);
            assertThat(slow.get(59).getInputStream().available())
                    .as("answered although more forms are still awaited than there are threads")
                    .isZero();
            assertThat(trickle(slow.get(0), 'x')).startsWith("HTTP/1.1 408").contains("The form came too slowly.");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(desk.visitor()
                        .post("/log-in", Map.of("name", "viewer", "password", TestDesk.PASSWORD))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void aFileThatTricklesIsRefused() throws Exception {
        Visitor operator = desk.visitor("operator");
        String mark = "----mark";
        String head = "--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        String cookie = operator.cookie();
        try (Socket socket = connect(desk.port())) {
            send(
                    socket,
                    "POST /api/drop HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie
                            + "\r\nContent-Type: multipart/form-data; boundary=" + mark
                            + "\r\nContent-Length: 100000\r\n\r\n" + head);
            assertThat(trickle(socket, 'x')).startsWith("HTTP/1.1 408").contains("The file came too slowly");
        }
    }

    @Test
    void whoReadsADownloadSlowlyStillGetsAllOfIt() throws Exception {
        byte[] large = ("[" + " ".repeat(6_000_000) + "}").getBytes(StandardCharsets.UTF_8);
        LedgerEntry page = desk.waybill().drop("live", "large.dump", large);
        assertThat(page.state()).isEqualTo(State.REFUSED);
        int file = 1;
        while (!page.results().files().get(file - 1).path().endsWith("large.dump")) {
            file++;
        }
        try (Socket socket = connect(desk.port())) {
            send(
                    socket,
                    get(
                            "/waybills/" + page.number() + "/files/" + file,
                            "Host: localhost",
                            "Cookie: " + desk.visitor("operator").cookie()));
            long read = 0;
            byte[] some = new byte[600_000];
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                read += n;
                if (read < 400_000) {
                    // Not a wait for something: this is a slow line.
                    Thread.sleep(100);
                }
            }
            assertThat(read).isGreaterThan(large.length);
        }
    }

    @Test
    void whatIsNoRequestIsRefusedInASentence() throws IOException {
        assertThat(reply(desk.port(), get("/waybills?text=" + "x".repeat(5_000), "Host: localhost")))
                .contains(" 414 ")
                .endsWith("The address is too long.\n");
        assertThat(reply(desk.port(), get("/log-in", "Host: localhost", "X: " + "x".repeat(10_000))))
                .contains(" 431 ")
                .endsWith("The headers of the request are too large.\n");
        for (String place : List.of(
                "/log-in?to=%zz",
                "/log-in?to=%",
                "/waybills/%zz",
                "*",
                "http://evil.example/log-in",
                "/log-in?to=\u00e9",
                "/log-in?%00")) {
            assertThat(reply(desk.port(), get(place, "Host: localhost")))
                    .as(place)
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("Exception", "\tat ");
        }
    }
}
