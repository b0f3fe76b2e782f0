package io.waybill.desk.page;

import io.waybill.desk.account.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One's own tokens for programs.
 *
 * @param role that a new one has at most
 * @param name as it was typed before
 * @param complaint why it could not be made; empty the first time
 */
record TokensView(List<TokenLine> tokens, Role role, String name, String complaint) implements View {
    /** For how many days a token may be made; {@code 0} for ever. */
    static final List<String> DAYS = List.of("30", "90", "365", "0");

    static final String USUAL = "90";

    /** @return zero for ever; empty when it is none of {@link #DAYS} */
    static Optional<Duration> lasting(String days) {
        return DAYS.contains(days) ? Optional.of(Duration.ofDays(Long.parseLong(days))) : Optional.empty();
    }

    @Override
    public String template() {
        return "tokens.jte";
    }

    @Override
    public String title() {
        return "Tokens for programs";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }

    @Override
    public Object json() {
        return Map.of("tokens", tokens);
    }

    /** The roles that a token may have. */
    List<Role> roles() {
        return Arrays.stream(Role.values())
                .filter(each -> each.compareTo(role) <= 0)
                .toList();
    }
}
