package io.waybill.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.TestHome;
import io.waybill.desk.http.DeskConfig;
import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskSettingsTest {
    @TempDir
    private Path folder;

    private TestHome home;

    @BeforeEach
    void begin() throws IOException {
        home = TestHome.ofProject(folder.resolve("home")).with("WAYBILL_DESK_PORT", "8641");
    }

    private DeskConfig read() {
        return DeskSettings.read(home.settings());
    }

    @Test
    void theDeskIsServedOnThisMachineOnlyUnlessMoreIsAsked() {
        assertThat(read().host()).isEqualTo("127.0.0.1");
        assertThat(read().encrypted()).isFalse();
        assertThat(read().largestUpload()).isEqualTo(500_000_000);
    }

    @Test
    void anotherAddressNeedsTlsOrAProxyBeforeIt() throws IOException {
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.7"}) {
            home.with("WAYBILL_DESK_HOST", host);
            assertThatThrownBy(this::read)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("waybill.desk.host is '" + host + "'")
                    .hasMessageContaining("waybill.desk.tls.key-store")
                    .hasMessageContaining("waybill.desk.behind-proxy=true");
        }
        home.with("WAYBILL_DESK_BEHIND_PROXY", "true");
        assertThat(read().encrypted()).isTrue();
        home.with("WAYBILL_DESK_BEHIND_PROXY", "false").with("WAYBILL_DESK_TLS_KEY_STORE", "none.p12");
        assertThatThrownBy(this::read).hasMessageContaining("expected a PKCS12 file that can be read");
        Files.createFile(home.home().resolve("none.p12"));
        assertThat(read().encrypted()).isTrue();
        home.with("WAYBILL_DESK_TLS_KEY_STORE", "").with("WAYBILL_DESK_HOST", "127.0.0.5");
        assertThat(read().encrypted()).isFalse();
        home.with("WAYBILL_DESK_HOST", "0.0.0.0").with("WAYBILL_DESK_PORT", "0");
        assertThat(read().enabled()).isFalse();
    }

    @Test
    void furtherHostsAreNamesWithoutAPort() {
        assertThat(read().hosts()).containsExactly("127.0.0.1");
        home.with("WAYBILL_DESK_HOSTS", "desk.example.org, *.intern.example ,192.0.2.1,2001:db8::1");
        assertThat(read().hosts())
                .containsExactly("127.0.0.1", "desk.example.org", "*.intern.example", "192.0.2.1", "2001:db8::1");
        for (String wrong : new String[] {
            "https://desk.example.org", "desk.example.org:443", "a b", "*", ",", "a,,b", "bad.cafe:443"
        }) {
            home.with("WAYBILL_DESK_HOSTS", wrong);
            assertThatThrownBy(this::read)
                    .as(wrong)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("waybill.desk.hosts");
        }
    }

    @Test
    void aRunThatEndsByItselfAndADemonstrationServeNoDesk() {
        assertThat(DeskSettings.read(home.settings().withoutHttp()).enabled()).isFalse();
        assertThat(DeskSettings.read(home.settings().forDemonstration(folder)).enabled())
                .isFalse();
    }
}
