package io.waybill.desk.account;

/** The one place that says who may do what. Addresses and pages name a right, never a role. */
public enum Right implements Admission {
    /** see waybills, causes of rejects, the schedule: how many, which tables and columns, never the values of rows */
    READ(Role.VIEWER),
    /** see values and names of rows, search in them, and download files; {@link Rights} may give it to viewers, too */
    VALUES(Role.OPERATOR),
    /** drop files, also once more */
    DROP(Role.OPERATOR),
    /** answer rejects, and deliver the answers */
    MEND(Role.OPERATOR),
    /** start a scheduled refresh now */
    REFRESH(Role.OPERATOR),
    /** verify a backup */
    VERIFY(Role.OPERATOR),
    /** approve or decline a held plan */
    APPROVE(Role.ADMIN),
    /** undo a delivered waybill */
    UNDO(Role.ADMIN),
    /** restore a backup */
    RESTORE(Role.ADMIN),
    /** read the audit list */
    AUDIT(Role.ADMIN),
    /** add, change and remove accounts */
    ACCOUNTS(Role.ADMIN),
    /** make and revoke tokens for programs, in one's own account */
    TOKENS(Role.VIEWER);

    private final Role least;

    Right(Role least) {
        this.least = least;
    }

    /** The least role that has it. */
    public Role least() {
        return least;
    }

    /** Whether only people have it who are logged in, never a program by its token: it could make itself others. */
    public boolean ofPeopleOnly() {
        return this == ACCOUNTS || this == TOKENS;
    }

    /** Whether this role has it, whatever is set; {@link Rights} decides. */
    boolean of(Role role) {
        return role.compareTo(least) >= 0;
    }
}
