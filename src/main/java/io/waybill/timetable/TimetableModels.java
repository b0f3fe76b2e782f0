package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The names of Timetable's models, and what makes a record a user, a subject or a grant.
 *
 * @param byName the models by their name in a dump; records of all other models are left out
 * @param users which Things are users
 * @param subjects which Things are subjects
 * @param grant annotation of a ThingTag that lets a user edit a subject
 */
public record TimetableModels(Map<String, TimetableModel> byName, UserRule users, SubjectTypes subjects, String grant) {
    public TimetableModels {
        byName = Map.copyOf(byName);
        requireNonNull(users, "users");
        requireNonNull(subjects, "subjects");
        requireNonNull(grant, "grant");
    }

    /** Those of the application; a mapping file may define users, subjects and grants differently. */
    public static TimetableModels standard() {
        return new TimetableModels(
                Map.of(
                        "timetables.thing", TimetableModel.THING,
                        "timetables.eventsource", TimetableModel.EVENT_SOURCE,
                        "timetables.event", TimetableModel.EVENT,
                        "timetables.eventsourcetag", TimetableModel.EVENT_SOURCE_TAG,
                        "timetables.eventtag", TimetableModel.EVENT_TAG,
                        "timetables.thingtag", TimetableModel.THING_TAG,
                        "timetables.thinglock", TimetableModel.THING_LOCK),
                UserRule.STANDARD,
                SubjectTypes.STANDARD,
                "admin");
    }

    /** Path of the Thing above all users. */
    public String userRoot() {
        return users.root();
    }

    /** The beginning of the path of every user. */
    public String userPrefix() {
        return users.prefix();
    }

    /** @return the model of that name, or null when it belongs to another application */
    public TimetableModel model(String name) {
        return byName.get(name);
    }

    /** Whether a model is one of Timetable's own, known or not; those of other applications are never delivered. */
    public boolean isOfApplication(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && byName.keySet().stream().anyMatch(known -> known.startsWith(name.substring(0, dot + 1)));
    }

    /** @return the name of a model in a dump */
    public String name(TimetableModel model) {
        for (Map.Entry<String, TimetableModel> entry : byName.entrySet()) {
            if (entry.getValue() == model) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("No name is configured for the model " + model);
    }
}
