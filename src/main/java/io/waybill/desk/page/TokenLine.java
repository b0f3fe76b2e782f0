package io.waybill.desk.page;

import io.waybill.desk.account.Account;
import io.waybill.desk.account.Role;
import io.waybill.desk.account.Sessions.TokenUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A token of a program, as a list has it.
 *
 * @param role what it may do now
 * @param until when it expires; null: never
 * @param usedAt when it was last used, to the minute; null: never
 * @param usedFrom the network address of that use; empty: never
 */
record TokenLine(
        String name, Role role, Instant madeAt, Instant until, boolean expired, Instant usedAt, String usedFrom) {
    /** Those of an account. */
    static List<TokenLine> of(Account account, Map<String, TokenUse> uses, Instant now) {
        return account.tokens().stream()
                .map(token -> {
                    TokenUse use = uses.get(token.sha256());
                    return new TokenLine(
                            token.name(),
                            token.roleOf(account),
                            token.madeAt(),
                            token.until(),
                            token.expired(now),
                            use == null ? null : use.at(),
                            use == null ? "" : use.origin());
                })
                .toList();
    }
}
