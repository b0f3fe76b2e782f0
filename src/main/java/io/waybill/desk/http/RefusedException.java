package io.waybill.desk.http;

/** A request that is refused; the message is a sentence for whoever sent it. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    /** Status of a form with a value that cannot be used. */
    public static final int UNPROCESSABLE = 422;

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

    /** The request is malformed. */
    public static RefusedException badRequest(String message) {
        return new RefusedException(BAD_REQUEST, message);
    }

    /** The token of a program is not accepted. */
    static RefusedException unauthorized(String message) {
        return new RefusedException(UNAUTHORIZED, message);
    }

    /** Whoever asks lacks the right. */
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

    /** The request takes too long to arrive. */
    public static RefusedException timeout(String message) {
        return new RefusedException(TIMEOUT, message);
    }

    /** It cannot be done in the present state. */
    public static RefusedException conflict(String message) {
        return new RefusedException(CONFLICT, message);
    }

    /** The request is too large. */
    public static RefusedException tooLarge(String message) {
        return new RefusedException(TOO_LARGE, message);
    }

    /** A field has a value that cannot be used. */
    public static RefusedException unusable(String message) {
        return new RefusedException(UNPROCESSABLE, message);
    }
}
