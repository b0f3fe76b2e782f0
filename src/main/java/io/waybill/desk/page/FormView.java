package io.waybill.desk.page;

import io.waybill.system.FeedGuide;
import io.waybill.system.FileForm;
import io.waybill.system.FileForm.Filled;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A form that makes a file of a feed.
 *
 * @param form the feed's
 * @param guide of the feed
 * @param answers that were given, by the names of their fields
 * @param filled the form with these answers
 */
record FormView(FileForm form, FeedGuide guide, Map<String, String> answers, Filled filled) implements View {
    FormView {
        answers = Map.copyOf(answers);
    }

    @Override
    public String template() {
        return "form.jte";
    }

    @Override
    public String title() {
        return form.title();
    }

    @Override
    public Section section() {
        return Section.DROP;
    }

    @Override
    public Object json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feed", form.feed());
        json.put("title", form.title());
        json.put("groups", filled.groups());
        json.put("faults", filled.faults());
        json.put("file", filled.file().orElse(null));
        return json;
    }

    /** Where it is. */
    String address() {
        return FormPage.address(form.feed());
    }

    /** The answer that was given for an option of the feed; empty for none. */
    String option(FeedGuide.Option option) {
        return answers.getOrDefault(DropView.field(guide, option), "");
    }

    /** Whether a field that is yes or no is yes. */
    boolean ticked(FileForm.Field field) {
        return !field.value().isEmpty() && !field.value().equals("false");
    }

    /** How many lines a field of several lines shows. */
    int lines(FileForm.Field field) {
        return (int) Math.min(12, Math.max(2, field.value().lines().count() + 1));
    }
}
