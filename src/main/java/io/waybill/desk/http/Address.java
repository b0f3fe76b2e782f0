package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.account.Admission;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of the desk with its method: one operation.
 *
 * @param operation its name, unique, as the API description and the log have it: {@code list-waybills}
 * @param method {@code GET}, which answers {@code HEAD} too, or {@code POST}
 * @param path of the page, with parameters in braces; programs use the same path below {@value #API}
 * @param admission who is let in
 * @param audience who finds something here
 * @param content what comes with a request
 */
public record Address(
        String operation, String method, String path, Admission admission, Audience audience, Content content) {
    /** What programs put before a path. */
    public static final String API = "/api";

    public Address {
        requireNonNull(operation, "operation");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(admission, "admission");
        requireNonNull(audience, "audience");
        requireNonNull(content, "content");
    }

    /** Who finds something at an address. */
    public enum Audience {
        /** people a page, programs its twin */
        ALL,
        /** people only */
        PEOPLE,
        /** programs only */
        PROGRAMS
    }

    /** What comes with a request. */
    public enum Content {
        /** nothing */
        NONE,
        /** a form, or a JSON object */
        FORM,
        /** a form with files */
        FILES
    }

    /** The same for others. */
    public Address forAudience(Audience others) {
        return new Address(operation, method, path, admission, others, content);
    }

    /** Its path for people, for programs, or both. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (audience != Audience.PROGRAMS) {
            paths.add(path);
        }
        if (audience != Audience.PEOPLE) {
            paths.add(API + path);
        }
        return paths;
    }
}
