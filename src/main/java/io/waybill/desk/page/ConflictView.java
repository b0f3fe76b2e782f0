package io.waybill.desk.page;

import io.waybill.desk.http.FormReader;
import io.waybill.reject.UndeliveredChoices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody else has chosen and what this person is about to put in its place, side by side. Nothing is changed until they say so.
 *
 * @param status of the reply
 * @param standing what others have chosen
 * @param mine what this person has sent, in words
 * @param why why the candidates among the answers are ones, by answer: it names those that are only numbers
 * @param place where the form is sent again
 * @param fields of the form
 * @param back where to look at the rows
 */
record ConflictView(
        int status,
        UndeliveredChoices standing,
        String mine,
        Map<String, String> why,
        String place,
        Map<String, List<String>> fields,
        String back)
        implements View {
    /** The field that says which choices of others may be replaced: all that were made until then. */
    static final String REPLACE = "replace";

    static final int CONFLICT = 409;

    ConflictView {
        why = Map.copyOf(why);
        fields = new LinkedHashMap<>(fields);
        fields.remove(FormReader.TOKEN);
        fields.remove(REPLACE);
    }

    @Override
    public String template() {
        return "conflict.jte";
    }

    @Override
    public String title() {
        return "Already answered";
    }

    @Override
    public Section section() {
        return Section.REJECTS;
    }

    /** Why an answer was a candidate; empty when it was none. */
    String why(String answer) {
        return why.getOrDefault(answer, "");
    }

    String sentence() {
        return PageFormat.all(standing.people())
                + (standing.people().size() == 1 ? " has" : " have")
                + " answered these rows already. Nothing was changed.";
    }

    @Override
    public Object json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", status);
        json.put("error", sentence());
        json.put("standing", standing.choices());
        json.put(REPLACE, standing.stamp());
        return json;
    }
}
