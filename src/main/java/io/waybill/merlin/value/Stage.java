package io.waybill.merlin.value;

import java.util.Arrays;
import java.util.Optional;

/** Where within a level somebody stands. */
public enum Stage {
    EARLY("ابتدای سطح", "ابتدای سطح"),
    /** The model's own value has a zero-width non-joiner, which the original import never wrote. */
    MID("میانه سطح", "میانه\u200C سطح"),
    LATE("انتهای سطح", "انتهای سطح");

    private final String label;
    private final String stored;

    Stage(String label, String stored) {
        this.label = label;
        this.stored = stored;
    }

    /** As people read it, without non-joiner. */
    public String label() {
        return label;
    }

    /** As Merlin's own model has it: what is written to the target. */
    public String stored() {
        return stored;
    }

    /** The stage that a text means: its name or its label, however spelt; empty when it means none. */
    public static Optional<Stage> of(String text) {
        String key = key(text);
        return Arrays.stream(values())
                .filter(stage -> key.equals(key(stage.name())) || key.equals(key(stage.label)))
                .findFirst();
    }

    private static String key(String text) {
        return MatchingKey.of(WrittenText.withoutNonJoiners(text)).replace(" ", "");
    }
}
