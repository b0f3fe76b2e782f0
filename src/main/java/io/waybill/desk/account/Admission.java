package io.waybill.desk.account;

/** Who is let in at an address of the desk: whoever has a {@link Right}, or one of the {@link General} groups. */
public sealed interface Admission permits Right, Admission.General {
    /** Groups that need no right. */
    enum General implements Admission {
        /** everybody, without a look at who it is */
        EVERYBODY,
        /** everybody; whoever is logged in is known */
        VISITOR,
        /** whoever is logged in, even with a one-time password */
        ACCOUNT
    }
}
