package io.waybill.desk.account;

import static java.util.Objects.requireNonNull;

import io.waybill.database.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Who is logged in. Sessions are kept in the ledger's schema, so that a restart logs nobody out. A session ends when it is closed, when it
 * has been idle or open for too long, when an admin ends it, and when its account is removed, locked or gets another password. Safe for use by several threads.
 */
public final class Sessions {
    /** The time of the last request is recorded at most this often. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
    /** Maximum sessions of an account; the oldest is closed. */
    private static final int MOST = 20;

    private final DataSource ledger;
    private final Accounts accounts;
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final Rights rights;

    /**
     * @param idle a session ends after this time without a request
     * @param longest a session ends this long after it was opened
     * @param rights of each role
     */
    public Sessions(DataSource ledger, Accounts accounts, Clock clock, Duration idle, Duration longest, Rights rights) {
        this.ledger = requireNonNull(ledger, "ledger");
        this.accounts = requireNonNull(accounts, "accounts");
        this.clock = requireNonNull(clock, "clock");
        this.idle = requireNonNull(idle, "idle");
        this.longest = requireNonNull(longest, "longest");
        this.rights = requireNonNull(rights, "rights");
    }

    /** Opens a session for somebody who gave the right password. */
    public Session open(Account account) throws SQLException {
        String token = Tokens.random();
        OffsetDateTime now = now();
        try (Connection connection = ledger.getConnection()) {
            try (PreparedStatement purge = prepare(connection, "purge-sessions.sql")) {
                purge.setObject(1, now.minus(idle));
                purge.setObject(2, now.minus(longest));
                purge.setString(3, account.name());
                purge.setInt(4, MOST - 1);
                purge.executeUpdate();
            }
            try (PreparedStatement insert = prepare(connection, "open-session.sql")) {
                insert.setBytes(1, Tokens.digest(token));
                insert.setString(2, account.name());
                insert.setString(3, Tokens.hexDigest(account.password()));
                insert.setObject(4, now);
                insert.setObject(5, now);
                insert.executeUpdate();
            }
        }
        return new Session(token, account, rights);
    }

    /**
     * The session with this token.
     *
     * @param active whether a person sent the request; those that a page sends by itself do not keep a session alive
     * @return empty when there is none, or it has ended
     */
    public Optional<Session> find(String token, boolean active) throws SQLException {
        OffsetDateTime now = now();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = prepare(connection, "find-session.sql")) {
            query.setBytes(1, Tokens.digest(token));
            query.setObject(2, now.minus(idle));
            query.setObject(3, now.minus(longest));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String credential = row.getString("credential");
                OffsetDateTime opened = row.getObject("opened_at", OffsetDateTime.class);
                OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
                Optional<Session> session = accounts.find(row.getString("account"))
                        .filter(account -> lasts(account, credential, opened))
                        .map(account -> new Session(token, account, rights));
                if (active && session.isPresent() && seen.isBefore(now.minus(SEEN_EVERY))) {
                    seen(connection, token, now);
                }
                return session;
            }
        }
    }

    private static boolean lasts(Account account, String credential, OffsetDateTime opened) {
        return !account.locked()
                && credential.equals(Tokens.hexDigest(account.password()))
                && (account.sessionsSince() == null || opened.toInstant().isAfter(account.sessionsSince()));
    }

    /**
     * The sessions that are open.
     *
     * @return by account, of each the one that was used last first
     */
    public Map<String, List<OpenSession>> open() throws SQLException {
        OffsetDateTime now = now();
        Map<String, List<OpenSession>> open = new TreeMap<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = prepare(connection, "open-sessions.sql")) {
            query.setObject(1, now.minus(idle));
            query.setObject(2, now.minus(longest));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String credential = row.getString("credential");
                    OffsetDateTime opened = row.getObject("opened_at", OffsetDateTime.class);
                    OpenSession session = new OpenSession(
                            opened.toInstant(),
                            row.getObject("seen_at", OffsetDateTime.class).toInstant());
                    accounts.find(row.getString("account"))
                            .filter(account -> lasts(account, credential, opened))
                            .ifPresent(account -> open.computeIfAbsent(account.name(), first -> new ArrayList<>())
                                    .add(session));
                }
            }
        }
        return open;
    }

    /**
     * The session of a program that sends a token.
     *
     * @param token as it was shown once
     * @param address network address that it comes from
     * @return empty when the token is none, has expired or was revoked, or its account is locked
     */
    public Optional<Session> ofProgram(String token, String address) throws SQLException {
        Optional<Accounts.Owned> owned = accounts.withToken(token);
        if (owned.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = ledger.getConnection();
                PreparedStatement use = prepare(connection, "use-token.sql")) {
            use.setBytes(1, Tokens.digest(token));
            use.setObject(2, now());
            use.setString(3, address);
            use.executeUpdate();
        }
        Account account = owned.get().account();
        ProgramToken used = owned.get().token();
        return Optional.of(new Session(token, account.withRole(used.roleOf(account)), used.name(), rights));
    }

    /**
     * When tokens were last used, to the minute.
     *
     * @return by digest, hexadecimal; those that were never used are missing
     */
    public Map<String, TokenUse> tokenUses() throws SQLException {
        Map<String, TokenUse> uses = new HashMap<>();
        try (Connection connection = ledger.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT token_sha256, used_at, origin FROM waybill.desk_token_uses");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                uses.put(
                        HexFormat.of().formatHex(row.getBytes(1)),
                        new TokenUse(row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3)));
            }
        }
        return uses;
    }

    /** The last use of a token, and from which network address. */
    public record TokenUse(Instant at, String origin) {}

    /** A session, as others see it. */
    public record OpenSession(Instant openedAt, Instant seenAt) {}

    /** Whether a form token is that of the session with a token, even if that has ended. */
    public static boolean isFormToken(String formToken, String token) {
        return MessageDigest.isEqual(
                formToken.getBytes(StandardCharsets.UTF_8),
                Tokens.formTokenOf(token).getBytes(StandardCharsets.UTF_8));
    }

    /** Logs out. */
    public void close(String token) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM waybill.desk_sessions WHERE token_sha256 = ?")) {
            delete.setBytes(1, Tokens.digest(token));
            delete.executeUpdate();
        }
    }

    /** Leaves a sentence for the next page of this session. */
    public void leaveMessage(String token, String sentence) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE waybill.desk_sessions SET told = ? WHERE token_sha256 = ?")) {
            update.setString(1, sentence);
            update.setBytes(2, Tokens.digest(token));
            update.executeUpdate();
        }
    }

    /**
     * Takes the sentence that was left for the next page.
     *
     * @return empty text when there is none
     */
    public String takeMessage(String token) throws SQLException {
        try (Connection connection = ledger.getConnection();
                PreparedStatement update = prepare(connection, "take-message.sql")) {
            update.setBytes(1, Tokens.digest(token));
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void seen(Connection connection, String token, OffsetDateTime now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE waybill.desk_sessions SET seen_at = ? WHERE token_sha256 = ?")) {
            update.setObject(1, now);
            update.setBytes(2, Tokens.digest(token));
            update.executeUpdate();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static PreparedStatement prepare(Connection connection, String file) throws SQLException {
        return connection.prepareStatement(SqlText.of(Sessions.class, file));
    }
}
