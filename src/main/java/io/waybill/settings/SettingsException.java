package io.waybill.settings;

/** A setting is missing or wrong. The message is one sentence that names the setting. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String sentence) {
        super(sentence);
    }
}
