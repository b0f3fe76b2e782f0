package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The desk over TLS, and behind a proxy. */
@ExtendWith(TestPostgres.class)
class EncryptedDeskTest {
    @TempDir
    private Path folder;

    @Test
    void withAKeyStoreTheDeskSpeaksTlsAndItsCookieIsNeverSentWithoutIt(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        Path keyStore = folder.resolve("desk.p12");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "desk",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost,dns:waybill.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass:env",
                        "PASS")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile());
        builder.environment().put("PASS", "changeit");
        Process keytool = builder.start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Path password = Files.writeString(folder.resolve("password"), "changeit\n");

        try (TestDesk desk = TestDesk.start(
                folder,
                database,
                Map.of(
                        "WAYBILL_DESK_TLS_KEY_STORE", keyStore.toString(),
                        "WAYBILL_DESK_TLS_KEY_STORE_PASSWORD_FILE", password.toString(),
                        "WAYBILL_DESK_HOST", "0.0.0.0"))) {
            Visitor visitor = new Visitor("https://127.0.0.1:" + desk.port(), trusting(keyStore));
            Visitor.Reply in = visitor.post("/log-in", Map.of("name", "viewer", "password", TestDesk.PASSWORD));
            assertThat(in.header("Set-Cookie")).startsWith("__Host-waybill-").endsWith("; SameSite=Strict; Secure");
            assertThat(in.header("Strict-Transport-Security")).startsWith("max-age=");
            assertThat(visitor.get("/waybills").status()).isEqualTo(200);
            assertThat(status(desk.port(), keyStore, "waybill.example"))
                    .as("a name of the certificate")
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(status(desk.port(), keyStore, "evil.example")).isEqualTo("HTTP/1.1 421 Misdirected Request");
        }
    }

    private static String status(int port, Path keyStore, String host) throws Exception {
        try (Socket socket = trusting(keyStore).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /log-in HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes());
            return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
        }
    }

    private static SSLContext trusting(Path keyStore) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("desk", store.getCertificate("desk"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void behindAProxyTriesAreCountedByTheAddressThatTheProxySawAndTheOriginIsThatOfTheProxy(TestDatabase database)
            throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        try (TestDesk desk = TestDesk.start(
                folder,
                database,
                Map.of(
                        "WAYBILL_DESK_BEHIND_PROXY", "true",
                        "WAYBILL_DESK_HOSTS", "desk.example.org"))) {
            for (int i = 0; i < 5; i++) {
                desk.visitor()
                        .with("X-Forwarded-For", "10.0.0." + i + ", 192.0.2.1")
                        .post("/log-in", Map.of("name", "viewer", "password", "guess"));
            }
            Map<String, String> right = Map.of("name", "viewer", "password", TestDesk.PASSWORD);
            assertThat(desk.visitor()
                            .with("X-Forwarded-For", "10.0.0.9, 192.0.2.1")
                            .post("/log-in", right)
                            .status())
                    .isEqualTo(429);
            Visitor.Reply in = desk.visitor()
                    .with("X-Forwarded-For", "192.0.2.2")
                    .with("X-Forwarded-Host", "desk.example.org")
                    .with("Origin", "https://desk.example.org")
                    .post("/log-in", right);
            assertThat(in.status()).isEqualTo(303);
            assertThat(in.header("Set-Cookie")).startsWith("__Host-waybill-").endsWith("; Secure");
            Visitor.Reply foreign = desk.visitor()
                    .with("X-Forwarded-For", "192.0.2.2")
                    .with("X-Forwarded-Host", "evil.example")
                    .get("/log-in");
            assertThat(foreign.status()).isEqualTo(421);
            assertThat(foreign.text()).contains("'evil.example'", "waybill.desk.hosts");
        }
    }
}
