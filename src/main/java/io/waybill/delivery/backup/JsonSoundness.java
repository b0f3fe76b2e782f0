package io.waybill.delivery.backup;

/**
 * Decides whether a JSON text from PostgreSQL can be part of a dump. The type {@code json} stores some things that
 * readers of dumps refuse: half a surrogate pair in an escape, and very deep nesting.
 */
final class JsonSoundness {
    /** The deepest nesting that a reader of dumps accepts, less the levels of the record around it. */
    private static final int DEEPEST = 890;

    private static final int ESCAPE_LENGTH = 6;

    private JsonSoundness() {}

    static boolean holds(byte[] json, int from, int to) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            switch (json[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> {
                    if (json[i + 1] != 'u') {
                        i++;
                    } else {
                        int unit = unit(json, i);
                        if (Character.isSurrogate((char) unit)) {
                            if (!isPair(json, i, to, unit)) {
                                return false;
                            }
                            i += ESCAPE_LENGTH;
                        }
                        i += ESCAPE_LENGTH - 1;
                    }
                }
                case '{', '[' -> {
                    if (!quoted && ++depth > DEEPEST) {
                        return false;
                    }
                }
                case '}', ']' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
        }
        return true;
    }

    private static boolean isPair(byte[] json, int at, int to, int unit) {
        int next = at + ESCAPE_LENGTH;
        return Character.isHighSurrogate((char) unit)
                && next + ESCAPE_LENGTH <= to
                && json[next] == '\\'
                && json[next + 1] == 'u'
                && Character.isLowSurrogate((char) unit(json, next));
    }

    private static int unit(byte[] json, int escape) {
        int unit = 0;
        for (int i = escape + 2; i < escape + ESCAPE_LENGTH; i++) {
            unit = unit << 4 | Character.digit(json[i], 16);
        }
        return unit;
    }
}
