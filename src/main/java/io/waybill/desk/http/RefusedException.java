package io.waybill.desk.http;

/** A request that is not answered with what it asked for; the message is a sentence for the one who asked. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final String allowed;

    private RefusedException(int status, String message) {
        this(status, message, "");
    }

    private RefusedException(int status, String message, String allowed) {
        super(message);
        this.status = status;
        this.allowed = allowed;
    }

    /** The status of the reply. */
    public int status() {
        return status;
    }

    /** The methods that the address has, as the header Allow has them; empty when it is not the method that is refused. */
    public String allowed() {
        return allowed;
    }

    /** What was sent is not what such a request is made of. */
    public static RefusedException badRequest(String message) {
        return new RefusedException(BAD_REQUEST, message);
    }

    /** The one who asks may not do it. */
    public static RefusedException forbidden(String message) {
        return new RefusedException(FORBIDDEN, message);
    }

    /** There is no such thing. */
    public static RefusedException notFound(String message) {
        return new RefusedException(NOT_FOUND, message);
    }

    /**
     * The address has other methods.
     *
     * @param allowed as the header Allow has them
     */
    static RefusedException methodNotAllowed(String method, String allowed) {
        return new RefusedException(
                METHOD_NOT_ALLOWED, "This address does not take " + method + ", only " + allowed + ".", allowed);
    }

    /** It cannot be done as things stand now. */
    public static RefusedException conflict(String message) {
        return new RefusedException(CONFLICT, message);
    }

    /** It is more than is taken. */
    public static RefusedException tooLarge(String message) {
        return new RefusedException(TOO_LARGE, message);
    }

    /** A field holds what cannot be used. */
    public static RefusedException unusable(String message) {
        return new RefusedException(UNPROCESSABLE, message);
    }
}
