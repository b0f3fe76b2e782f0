package io.waybill.school.approval;

import io.waybill.model.FailureSentence;
import jakarta.mail.MessagingException;
import java.io.IOException;

/** Why a letter could not be handed over, in the words of the mail server where it has said something. */
final class MailFailure {
    private MailFailure() {}

    /**
     * The reason, as a part of a sentence.
     *
     * @param server as people know it, with its port
     */
    static String of(Throwable failure, String server) {
        Throwable cause = FailureSentence.unwrapped(failure);
        while (cause instanceof MessagingException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String words = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (cause instanceof IOException) {
            return "the mail server " + server + " cannot be reached (" + words
                    + "): look at waybill.school.mail.host and waybill.school.mail.port";
        }
        return cause instanceof MessagingException
                ? "the mail server " + server + " did not take it: " + words
                : FailureSentence.of(cause);
    }
}
