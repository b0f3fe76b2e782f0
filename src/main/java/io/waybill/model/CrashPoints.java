package io.waybill.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named steps at which a test can kill this process, like a power cut, or hold it while something else happens. For tests only:
 * nothing happens unless a system property names a step.
 */
public final class CrashPoints {
    /** Names the step at which the process is killed; {@code archived:2} when it comes to that step for the second time. */
    public static final String PROPERTY = "waybill.crash";
    /** Names the step at which the process waits, once. */
    public static final String HOLD = "waybill.hold";
    /** A file that the process creates when it waits; it continues when the file is deleted. */
    public static final String HOLD_FILE = "waybill.hold.file";

    private static final int KILLED = 137;
    private static final long PAUSE_MILLIS = 5;

    private final Map<String, Runnable> actions;

    /** @param fatal name of the step that kills this process; empty for none */
    public CrashPoints(String fatal) {
        this(Map.of(fatal, CrashPoints::die));
    }

    /** @param actions what happens at which step */
    public CrashPoints(Map<String, Runnable> actions) {
        this.actions = Map.copyOf(actions);
    }

    /** The crash points that the system properties name; none in normal operation. */
    public static CrashPoints fromSystemProperty() {
        Map<String, Runnable> actions = new HashMap<>();
        String[] fatal = System.getProperty(PROPERTY, "").split(":");
        AtomicInteger times = new AtomicInteger(fatal.length > 1 ? Integer.parseInt(fatal[1]) : 1);
        actions.put(fatal[0], () -> {
            if (times.decrementAndGet() == 0) {
                die();
            }
        });
        String hold = System.getProperty(HOLD, "");
        if (!hold.isEmpty()) {
            actions.put(hold, new Hold(Path.of(System.getProperty(HOLD_FILE))));
        }
        return new CrashPoints(actions);
    }

    private static void die() {
        Runtime.getRuntime().halt(KILLED);
    }

    /**
     * Called when the work reaches a step. In the order in which a drop passes them: {@code noted} (its work folder exists),
     * {@code claimed-moved} (the file is in it), {@code claimed} (the ledger has it), then in the routes: {@code staging} (the stage exists and is empty), {@code staged}, {@code planned}, {@code backed-up}, {@code applied}, {@code before-commit},
     * {@code after-commit}, and {@code archive-written}, {@code archived}, {@code reason-written}, {@code refused}; and when a drop is put back: {@code going-back} (noted), {@code put-back} (the file is in its inbox), {@code forgotten} (the ledger has no trace of it).
     */
    public void reach(String step) {
        Runnable action = actions.get(step);
        if (action != null) {
            action.run();
        }
    }

    private static final class Hold implements Runnable {
        private final Path file;
        private boolean done;

        Hold(Path file) {
            this.file = file;
        }

        @Override
        public synchronized void run() {
            if (done) {
                return;
            }
            done = true;
            try {
                Files.createFile(file);
                while (Files.exists(file)) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
