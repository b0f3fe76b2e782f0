package io.waybill.timetable.dump;

import io.waybill.model.Notice;
import io.waybill.timetable.TimetableModels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The models of a dump that are left out because nobody knows them here.
 *
 * @param ofOthers those of other applications, with their records
 * @param ofApplication those of the application itself, with their records
 */
public record UnknownModels(Map<String, Long> ofOthers, Map<String, Long> ofApplication) {
    public UnknownModels {
        ofOthers = new TreeMap<>(ofOthers);
        ofApplication = new TreeMap<>(ofApplication);
    }

    /**
     * Those of a dump.
     *
     * @param models that are known
     * @param records of each model of the dump, known or not
     */
    public static UnknownModels of(TimetableModels models, Map<String, Long> records) {
        Map<String, Long> others = new TreeMap<>();
        Map<String, Long> own = new TreeMap<>();
        records.forEach((model, count) -> {
            if (models.model(model) == null) {
                (models.isOfApplication(model) ? own : others).put(model, count);
            }
        });
        return new UnknownModels(others, own);
    }

    /** What people should know of those of other applications; empty when there are none. */
    public Optional<Notice> foreign() {
        long records = ofOthers.values().stream().mapToLong(Long::longValue).sum();
        return records == 0
                ? Optional.empty()
                : Optional.of(new Notice(
                        "foreign-model",
                        records + " records of other applications were left out: "
                                + String.join(", ", ofOthers.keySet()),
                        records));
    }
}
