package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What Timetable's records are called, and what marks a user and a grant.
 *
 * @param byName the models by their name in a dump; records of other models are foreign and never carried
 * @param users which things are users
 * @param subjects which things are subjects
 * @param grant annotation of a thing tag that lets a user edit a subject
 */
public record TimetableModels(Map<String, TimetableModel> byName, UserRule users, SubjectTypes subjects, String grant) {
    public TimetableModels {
        byName = Map.copyOf(byName);
        requireNonNull(users, "users");
        requireNonNull(subjects, "subjects");
        requireNonNull(grant, "grant");
    }

    /** As the application has them; a mapping file may say otherwise of users, subjects and grants. */
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

    /** Fullpath of the thing under which the users stand. */
    public String userRoot() {
        return users.root();
    }

    /** How the fullpath of a user starts. */
    public String userPrefix() {
        return users.prefix();
    }

    /** @return the model of that name, or null when it is foreign */
    public TimetableModel model(String name) {
        return byName.get(name);
    }

    /** @return what a model is called in a dump */
    public String name(TimetableModel model) {
        for (Map.Entry<String, TimetableModel> entry : byName.entrySet()) {
            if (entry.getValue() == model) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("No name is configured for the model " + model);
    }
}
