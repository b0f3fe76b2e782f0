package io.waybill.desk.page;

import io.waybill.desk.account.Session;
import io.waybill.format.csv.CsvLines;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What a page answers to a request; {@link Responder} makes it a reply. */
sealed interface Answer
        permits View,
                Redirect,
                Answer.Json,
                Answer.Again,
                Answer.Attachment,
                Answer.Csv,
                Answer.Resource,
                Answer.LoggedIn,
                Answer.WithHeader,
                Answer.RefreshNow,
                Answer.FileWork {
    /** The same, with a header of the reply. */
    default Answer with(String header, String value) {
        return new WithHeader(this, header, value);
    }

    /**
     * What only programs ask for.
     *
     * @param value written as JSON
     */
    record Json(Object value) implements Answer {}

    /**
     * A form that is shown again, with what is wrong with it; programs get only the sentence.
     *
     * @param status of the reply
     */
    record Again(int status, String sentence, View form) implements Answer {}

    /**
     * A file that is sent to be saved.
     *
     * @param name under which it is saved
     */
    record Attachment(Path file, String name) implements Answer {}

    /**
     * A table for spreadsheets, sent while it is read.
     *
     * @param name under which it is saved
     */
    record Csv(String name, Rows rows) implements Answer {
        /** Writes the rows of a table, the one with the names of its columns first. */
        @FunctionalInterface
        interface Rows {
            void write(CsvLines out) throws Exception;
        }
    }

    /**
     * Bytes that are no page.
     *
     * @param type content type
     * @param lasting whether the browser may keep them for good
     * @param name under which they are saved; empty: they are shown
     */
    record Resource(String type, byte[] bytes, boolean lasting, String name) implements Answer {}

    /**
     * A page for somebody who has just logged in.
     *
     * @param session that has begun
     */
    record LoggedIn(Session session, View view) implements Answer {}

    /** An answer with a header of its reply. */
    record WithHeader(Answer answer, String header, String value) implements Answer {}

    /**
     * Something that is done to files. It is done after it has been entered into the audit list, so that no crash leaves a change of which
     * nobody knows who made it.
     *
     * @param planned what is answered if it can be done, as far as that is known before
     * @param work does it, and answers
     */
    record FileWork(Answer planned, Callable<Answer> work) implements Answer {}

    /**
     * The route starts a refresh.
     *
     * @param system whose
     * @param token of the run
     * @param by the account that asks for it
     * @param redirect what the person sees meanwhile
     */
    record RefreshNow(String system, String token, String by, Redirect redirect) implements Answer {}
}
