package io.waybill.desk.page;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.Role;
import io.waybill.desk.account.Sessions.OpenSession;
import java.time.Instant;
import java.util.List;

/**
 * An account, as a list has it.
 *
 * @param state {@code active}, {@code locked}, {@code one-time password} or {@code password expired}
 * @param oneTimeUntil when its one-time password expires; null for a lasting one
 * @param sessions how many are open
 * @param seen when it was last used in one of them; null when none is open
 * @param tokens how many programs have
 */
record AccountLine(String name, Role role, String state, Instant oneTimeUntil, int sessions, Instant seen, int tokens) {
    private static final String ACTIVE = "active";
    private static final String LOCKED = "locked";
    private static final String EXPIRED = "password expired";

    static AccountLine of(Account account, List<OpenSession> open, Instant now) {
        return new AccountLine(
                account.name(),
                account.role(),
                state(account, now),
                account.oneTimeUntil() == null || account.oneTimeUntil().equals(Instant.MAX)
                        ? null
                        : account.oneTimeUntil(),
                open.size(),
                open.isEmpty() ? null : open.get(0).seenAt(),
                account.tokens().size());
    }

    private static String state(Account account, Instant now) {
        if (account.locked()) {
            return LOCKED;
        }
        if (!account.oneTime()) {
            return ACTIVE;
        }
        return account.expired(now) ? EXPIRED : "one-time password";
    }

    boolean locked() {
        return state.equals(LOCKED);
    }

    /** Whether its one-time password has expired. */
    boolean expired() {
        return state.equals(EXPIRED);
    }

    /** The class that colours the state. */
    String tone() {
        return switch (state) {
            case ACTIVE -> "ok";
            case LOCKED -> "bad";
            case EXPIRED -> "warn";
            default -> "busy";
        };
    }
}
