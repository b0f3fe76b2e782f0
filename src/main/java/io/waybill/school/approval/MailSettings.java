package io.waybill.school.approval;

import io.waybill.settings.Settings;
import io.waybill.settings.SettingsException;
import io.waybill.settings.SettingsSource;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.List;
import java.util.Properties;
import org.quartz.CronExpression;

/**
 * Whether, when and how letters are sent: the settings {@code waybill.school.mail.*}.
 *
 * @param enabled off by default
 * @param cron Quartz cron expression
 * @param host of the mail server
 * @param security {@code starttls}, {@code tls} or {@code none}
 * @param user empty text when the server asks for none
 * @param password never shown
 * @param from sender of the letters
 */
record MailSettings(
        boolean enabled,
        String cron,
        String host,
        int port,
        String security,
        String user,
        String password,
        String from) {
    private static final String PREFIX = "waybill.school.mail.";
    private static final String EVERY_MORNING = "0 45 5 * * ?";
    private static final int SUBMISSION = 587;
    private static final String PATIENCE_MILLIS = "30000";

    /** The names of these settings. */
    static List<String> names() {
        return List.of("enabled", "cron", "host", "port", "security", "user", "password", "password-file", "from")
                .stream()
                .map(PREFIX::concat)
                .toList();
    }

    /** @throws SettingsException when one is wrong, or one that is needed is missing */
    static MailSettings read(Settings settings) {
        SettingsSource source = settings.source();
        boolean enabled = source.flag(PREFIX + "enabled", false);
        String cron = source.text(PREFIX + "cron").orElse(EVERY_MORNING);
        if (!CronExpression.isValidExpression(cron)) {
            throw SettingsSource.wrong(PREFIX + "cron", cron, "a Quartz cron expression such as " + EVERY_MORNING);
        }
        String security = source.text(PREFIX + "security").orElse("starttls");
        if (!List.of("starttls", "tls", "none").contains(security)) {
            throw SettingsSource.wrong(PREFIX + "security", security, "starttls, tls or none");
        }
        String host = source.text(PREFIX + "host").orElse("");
        String from = source.text(PREFIX + "from").orElse("");
        if (enabled && host.isEmpty()) {
            throw SettingsSource.wrong(PREFIX + "host", host, "the name of the mail server");
        }
        if (enabled && !from.matches("[^@\\s]+@[^@\\s]+")) {
            throw SettingsSource.wrong(PREFIX + "from", from, "the address that sends the letters");
        }
        return new MailSettings(
                enabled,
                cron,
                host,
                source.number(PREFIX + "port", SUBMISSION, 1, 65_535),
                security,
                source.text(PREFIX + "user").orElse(""),
                settings.secret(PREFIX + "password"),
                from);
    }

    /** The mail server as people know it, with its port. */
    String server() {
        return host + ":" + port;
    }

    /** What connects to the mail server, and gives it up when it does not answer. */
    Session session() {
        Properties properties = new Properties();
        set(properties, "host", host);
        set(properties, "port", Integer.toString(port));
        set(properties, "starttls.enable", Boolean.toString(security.equals("starttls")));
        set(properties, "starttls.required", Boolean.toString(security.equals("starttls")));
        set(properties, "ssl.enable", Boolean.toString(security.equals("tls")));
        set(properties, "ssl.checkserveridentity", "true");
        set(properties, "auth", Boolean.toString(!user.isEmpty()));
        for (String phase : List.of("connectiontimeout", "timeout", "writetimeout")) {
            set(properties, phase, PATIENCE_MILLIS);
        }
        return Session.getInstance(
                properties,
                user.isEmpty()
                        ? null
                        : new Authenticator() {
                            @Override
                            protected PasswordAuthentication getPasswordAuthentication() {
                                return new PasswordAuthentication(user, password);
                            }
                        });
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("mail.smtp." + name, value);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailSettings[" + server() + "]";
    }
}
