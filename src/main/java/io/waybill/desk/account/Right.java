package io.waybill.desk.account;

/** The one place that says who may do what. Routes and pages name a right, never a role. */
public enum Right implements Admission {
    /** see waybills, rejects, the schedule, and download files */
    READ(Role.VIEWER),
    /** put files into feeds, also once more */
    DROP(Role.OPERATOR),
    /** answer rejects, and deliver the answers */
    MEND(Role.OPERATOR),
    /** start a scheduled refresh now */
    REFRESH(Role.OPERATOR),
    /** have a backup read to its last record */
    VERIFY(Role.OPERATOR),
    /** let a held plan through, or not */
    APPROVE(Role.ADMIN),
    /** take a delivered waybill back */
    UNDO(Role.ADMIN),
    /** bring a backup back */
    RESTORE(Role.ADMIN),
    /** see and change accounts */
    ACCOUNTS(Role.ADMIN);

    private final Role least;

    Right(Role least) {
        this.least = least;
    }

    /** The least role that has it. */
    public Role least() {
        return least;
    }

    /** Whether an account of this role has it. */
    public boolean of(Role role) {
        return role.compareTo(least) >= 0;
    }
}
