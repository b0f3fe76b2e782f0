package io.waybill.boot;

import io.netty.util.NetUtil;
import io.waybill.desk.http.DeskConfig;
import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.settings.SettingsSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks the settings {@code waybill.desk.*}. */
final class DeskSettings {
    private static final String PREFIX = "waybill.desk.";
    private static final String PORT = PREFIX + "port";
    private static final String KEY_STORE = PREFIX + "tls.key-store";
    private static final String HOSTS = PREFIX + "hosts";
    /** A name, perhaps with * for its first word. */
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DEFAULT_PORT = 8641;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MEGABYTE = 1_000_000;
    private static final int MOST_MEGABYTES = 100_000;

    private DeskSettings() {}

    /**
     * @throws SettingsException when one is wrong, or when the desk would talk to other machines without encryption
     */
    static DeskConfig read(Settings settings) {
        SettingsSource source = settings.source();
        String host = source.text(PREFIX + "host").orElse("127.0.0.1");
        boolean behindProxy = source.flag(PREFIX + "behind-proxy", false);
        Optional<Path> keyStore = source.text(KEY_STORE).map(text -> path(settings, text));
        DeskConfig config = new DeskConfig(
                source.number(PORT, DEFAULT_PORT, 0, HIGHEST_PORT),
                host,
                keyStore.orElse(null),
                settings.secret(KEY_STORE + "-password"),
                behindProxy,
                hosts(source, host, keyStore, settings.secret(KEY_STORE + "-password")),
                Settings.positive("waybill.http.patience", source.duration("waybill.http.patience", PATIENCE)),
                source.duration(PREFIX + "idle", Duration.ofMinutes(30)),
                source.duration(PREFIX + "session", Duration.ofHours(12)),
                (long) source.number(PREFIX + "largest-upload", 500, 1, MOST_MEGABYTES) * MEGABYTE,
                source.flag(PREFIX + "viewers-see-values", false));
        if (config.enabled() && !config.encrypted() && !isLoopback(host)) {
            throw new SettingsException("The setting " + PREFIX + "host is '" + host
                    + "', so that other machines reach the"
                    + " desk, but what they send would not be encrypted: set " + KEY_STORE + ", or, when a proxy that"
                    + " serves TLS stands before it, " + PREFIX + "behind-proxy=true.");
        }
        return config;
    }

    /** The names that an operator has set, the one that it listens under, and those of its certificate. */
    private static List<String> hosts(SettingsSource source, String host, Optional<Path> keyStore, String password) {
        List<String> hosts = new ArrayList<>();
        hosts.add(host);
        source.text(HOSTS).ifPresent(text -> {
            for (String name : text.split(",", -1)) {
                if (!HOST.matcher(name.strip()).matches()
                        && NetUtil.createByteArrayFromIpAddressString(name.strip()) == null) {
                    throw SettingsSource.wrong(
                            HOSTS,
                            text,
                            "names without a port, separated by commas, such as desk.example.org, 192.0.2.1");
                }
                hosts.add(name.strip());
            }
        });
        keyStore.ifPresent(file -> hosts.addAll(CertificateNames.of(file, password)));
        return hosts;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw SettingsSource.wrong(PREFIX + "host", host, "an address of this machine, such as 127.0.0.1");
        }
    }

    private static Path path(Settings settings, String text) {
        try {
            Path file = settings.home().resolve(text);
            if (Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Reported below, like a file that is missing.
        }
        throw SettingsSource.wrong(KEY_STORE, text, "a PKCS12 file that can be read, with certificate and key");
    }
}
