package io.waybill.desk.http;

/** A request that is not answered with what it asked for; the message is a sentence for the one who asked. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;

    private final int status;

    private RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the reply. */
    public int status() {
        return status;
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
