package io.waybill.desk.account;

/**
 * Who has which right: what {@link Right} says, and what an operator has set.
 *
 * @param viewersSeeValues whether viewers have {@link Right#VALUES}, too
 */
public record Rights(boolean viewersSeeValues) {
    /** Whether a role has a right. */
    public boolean of(Role role, Right right) {
        return right.of(role) || right == Right.VALUES && viewersSeeValues;
    }
}
