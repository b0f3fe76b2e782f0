package io.waybill.merlin.value;

import io.waybill.format.WrittenText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far somebody has come within a level. */
public enum LevelStage {
    EARLY("ابتدای سطح", "ابتدای سطح"),
    /** The model's own value has a zero-width non-joiner, which the original import never wrote. */
    MID("میانه سطح", "میانه\u200C سطح"),
    LATE("انتهای سطح", "انتهای سطح");

    private static final Map<String, LevelStage> BY_KEY = byKey();

    private final String label;
    private final String stored;

    LevelStage(String label, String stored) {
        this.label = label;
        this.stored = stored;
    }

    /** The stage as people read it, without non-joiner. */
    public String label() {
        return label;
    }

    /** The stage as Merlin's own model spells it: this is written to the target. */
    public String stored() {
        return stored;
    }

    /** The stage whose name or label a text is, however it is spelt; empty when there is none. */
    public static Optional<LevelStage> of(String text) {
        return Optional.ofNullable(BY_KEY.get(key(text)));
    }

    private static Map<String, LevelStage> byKey() {
        Map<String, LevelStage> byKey = new HashMap<>();
        for (LevelStage stage : values()) {
            byKey.put(key(stage.name()), stage);
            byKey.put(key(stage.label), stage);
        }
        return Map.copyOf(byKey);
    }

    private static String key(String text) {
        return MatchingKey.of(WrittenText.withoutNonJoiners(text)).replace(" ", "");
    }
}
