package io.waybill.model;

/**
 * Where something failed, for developers who set the log to debug: classes and lines, without the messages of exceptions, which may
 * quote people's data. It becomes text only when it is logged.
 *
 * @param failure not null
 */
public record FailureTrace(Throwable failure) {
    private static final int DEEPEST = 20;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            text.append(depth == 0 ? "" : "caused by ")
                    .append(cause.getClass().getName())
                    .append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}
