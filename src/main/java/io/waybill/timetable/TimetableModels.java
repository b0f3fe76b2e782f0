package io.waybill.timetable;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What Timetable's records are called, and what marks a user and a grant.
 *
 * @param byName the models by their name in a dump; records of other models are foreign and never carried
 * @param userRoot fullpath of the thing under which the users stand
 * @param userPrefix how the fullpath of a user starts
 * @param grant annotation of a thing tag that lets a user edit a subject
 */
public record TimetableModels(Map<String, TimetableModel> byName, String userRoot, String userPrefix, String grant) {
    public TimetableModels {
        byName = Map.copyOf(byName);
        requireNonNull(userRoot, "userRoot");
        requireNonNull(userPrefix, "userPrefix");
        requireNonNull(grant, "grant");
    }

    /** As the application has them. */
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
                "user",
                "user/",
                "admin");
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
