package io.waybill.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.waybill.database.TargetUnavailableException;
import io.waybill.format.BrokenFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RuntimeCamelException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in one sentence, without a stack trace, why something failed. */
public final class FailureSentence {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private FailureSentence() {}

    /**
     * The sentence for the ledger and for people who may see it. It may quote values from the file.
     *
     * @param failure any failure; wrappers added by Camel and Java are removed
     */
    public static String of(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof SQLException sql) {
            return ofSql(sql, " " + firstLine(sql));
        }
        if (cause instanceof TargetUnavailableException
                || cause instanceof OperatorMessage
                || cause instanceof BrokenFileException) {
            return cause.getMessage();
        }
        if (cause instanceof IOException io) {
            return ofFile(io);
        }
        if (cause instanceof OutOfMemoryError) {
            return "The process ran out of memory (" + cause.getMessage() + "): start Java with a larger -Xmx.";
        }
        if (isIncomplete(cause)) {
            return "The program is not complete, or its files were replaced while it was running ("
                    + cause.getClass().getSimpleName() + ": " + firstLine(cause)
                    + "): start it again; if that does not help, install it again.";
        }
        return isOwnFault(cause) ? ownFault(cause) : firstLine(cause);
    }

    /** Whether a part of the program could not be loaded. */
    private static boolean isIncomplete(Throwable cause) {
        return cause instanceof LinkageError
                || cause instanceof ClassNotFoundException
                || cause instanceof ServiceConfigurationError;
    }

    /** Exceptions that nobody throws to say something, and whose message means nothing to people. */
    private static boolean isOwnFault(Throwable cause) {
        return cause instanceof NullPointerException
                || cause instanceof ClassCastException
                || cause instanceof IndexOutOfBoundsException
                || cause instanceof ArithmeticException
                || cause instanceof NoSuchElementException
                || cause instanceof StackOverflowError;
    }

    private static String ownFault(Throwable cause) {
        String place = Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.waybill."))
                .findFirst()
                .map(frame -> " in " + frame.getFileName() + ", line " + frame.getLineNumber())
                .orElse("");
        return "This is a fault of Waybill itself, not of the file: please report "
                + cause.getClass().getSimpleName() + place + ".";
    }

    /** The sentence for the log: like {@link #of}, but without values from a file or a table. */
    public static String withoutValues(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof BrokenFileException refusal) {
            return "The file has " + (refusal.total() == 1 ? "1 fault." : refusal.total() + " faults.");
        }
        if (cause instanceof SQLException sql) {
            return ofSql(sql, "");
        }
        if (cause instanceof OperatorMessage sentence) {
            return sentence.withoutValues();
        }
        boolean quotesNothing = cause instanceof TargetUnavailableException
                || cause instanceof OutOfMemoryError
                || cause instanceof IOException && !(cause instanceof JsonProcessingException);
        return quotesNothing || isIncomplete(cause) || isOwnFault(cause)
                ? of(cause)
                : "Unexpected " + cause.getClass().getSimpleName() + ".";
    }

    /** The failure itself, without the wrappers added by Camel and Java. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CamelExecutionException
                || failure.getClass() == CamelExchangeException.class
                || failure.getClass() == RuntimeCamelException.class
                || failure instanceof InvocationTargetException
                || failure instanceof UndeclaredThrowableException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof UncheckedIOException
                || failure.getClass() == RuntimeException.class;
    }

    /** @param words from the server; they may come from a trigger and quote a row */
    private static String ofSql(SQLException failure, String words) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        ServerErrorMessage server = serverMessage(failure);
        String where = server == null ? "" : place(server);
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        if (state.equals(INSUFFICIENT_PRIVILEGE)) {
            return "The database denies Waybill's user a privilege that it needs (SQLState " + state + ")." + words
                    + " \"waybill doctor\" names the statement that grants it.";
        }
        return switch (kind) {
            case "08" ->
                "The connection to the database was lost or refused (SQLState " + state
                        + "): check that the server runs.";
            case "22" -> "The database refused a value (SQLState " + state + where + ").";
            case "23" -> "The database refused the data: " + violation(state) + " (SQLState " + state + where + ").";
            case "40" ->
                "The database cancelled the transaction because of a conflict with another one (SQLState " + state
                        + "): drop the file again.";
            case "53" -> "The database has no space left (SQLState " + state + ")." + words;
            case "57" -> "The database cancelled the work or was shut down (SQLState " + state + ").";
            default -> "The database refused a statement (SQLState " + state + where + ")." + words;
        };
    }

    /** A failed batch throws an exception of its own; the server's message is in the next one or in the cause. */
    private static ServerErrorMessage serverMessage(SQLException failure) {
        for (SQLException one = failure; one != null; one = one.getNextException()) {
            if (one instanceof PSQLException postgres) {
                return postgres.getServerErrorMessage();
            }
            if (one.getCause() instanceof PSQLException postgres) {
                return postgres.getServerErrorMessage();
            }
        }
        return null;
    }

    private static String violation(String state) {
        return switch (state) {
            case "23502" -> "a value is missing in a column that needs one";
            case "23503" -> "a reference points to a row that does not exist";
            case "23505" -> "a value that must be unique occurs twice";
            case "23514" -> "a value breaks a rule of the table";
            case "23P01" -> "two rows exclude each other";
            default -> "a rule of the table is broken";
        };
    }

    /** Names only: the server's detail would quote the row. */
    private static String place(ServerErrorMessage server) {
        StringBuilder text = new StringBuilder();
        append(text, "constraint", server.getConstraint());
        append(text, "table", server.getTable());
        append(text, "column", server.getColumn());
        return text.toString();
    }

    private static void append(StringBuilder text, String what, String name) {
        if (name != null && !name.isEmpty()) {
            text.append(", ").append(what).append(' ').append(name);
        }
    }

    private static String ofFile(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "The file " + missing.getFile() + " is missing.";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied(denied);
        }
        if (failure instanceof FileSystemException system) {
            return "The file " + system.getFile() + " cannot be used: "
                    + (system.getReason() == null ? failure.getClass().getSimpleName() : system.getReason()) + ".";
        }
        return "A file cannot be read or written: " + firstLine(failure);
    }

    /** A file is moved by the rights at its folder and the folder that it goes to. */
    private static String denied(AccessDeniedException denied) {
        return Stream.of(denied.getFile(), denied.getOtherFile())
                .filter(Objects::nonNull)
                .flatMap(FailureSentence::path)
                .flatMap(path -> MissingRight.toRead(path).or(() -> intoFolder(path)).stream())
                .findFirst()
                .map(sentence -> sentence + ".")
                .orElse("The account " + System.getProperty("user.name", "of Waybill") + " has no permission to use "
                        + denied.getFile() + ".");
    }

    private static Optional<String> intoFolder(Path path) {
        Optional<String> itself = MissingRight.toWriteInto(path);
        return itself.isPresent() || path.toAbsolutePath().getParent() == null
                ? itself
                : MissingRight.toWriteInto(path.toAbsolutePath().getParent());
    }

    private static Stream<Path> path(String text) {
        try {
            return Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            // Its name is not text in the encoding of the locale.
            return Stream.empty();
        }
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return "Unexpected " + failure.getClass().getSimpleName() + ".";
        }
        String line = message.strip().lines().findFirst().orElse(message);
        return line.endsWith(".") ? line : line + ".";
    }
}
