package io.waybill.intake;

/**
 * Named steps at which a test may kill this process, as a power cut would. For tests only: nothing happens unless the system
 * property {@value #PROPERTY} names a step.
 */
public final class CrashPoints {
    /** Names the step at which the process is killed. */
    public static final String PROPERTY = "waybill.crash";

    private static final int KILLED = 137;

    private final String fatal;

    /** @param fatal name of the step that kills this process; empty for none */
    public CrashPoints(String fatal) {
        this.fatal = fatal;
    }

    public static CrashPoints fromSystemProperty() {
        return new CrashPoints(System.getProperty(PROPERTY, ""));
    }

    /**
     * Says that the work has come to a step. In the order in which a drop meets them: {@code noted} (its work folder is
     * there), {@code claimed-moved} (the file is in it), {@code claimed} (the ledger has it), then those that routes reach:
     * {@code staged}, {@code backed-up}, {@code before-commit}, {@code after-commit}, and {@code archive-written}, {@code archived},
     * {@code reason-written}, {@code refused}.
     */
    public void reach(String step) {
        if (step.equals(fatal)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
