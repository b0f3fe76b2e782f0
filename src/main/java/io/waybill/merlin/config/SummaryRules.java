package io.waybill.merlin.config;

import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.text.CorrectedTexts;
import io.waybill.merlin.text.LegacyTexts;
import io.waybill.merlin.text.SummaryTexts;
import io.waybill.merlin.value.PayBands;

/**
 * The summaries of events.
 *
 * @param wording which texts they get
 * @param longest characters of a summary in the target; longer ones are cut
 */
public record SummaryRules(Wording wording, int longest) {
    /** Which summary texts events get. */
    public enum Wording {
        CORRECTED,
        /** byte for byte those of the original import */
        LEGACY
    }

    static SummaryRules of(MerlinFile said, MappingFile file) {
        file.require("texts", said.texts() != null, null, "corrected or legacy");
        file.require(
                "longest-summary", said.longestSummary() > 0, said.longestSummary(), "a number of characters above 0");
        return new SummaryRules(said.texts(), said.longestSummary());
    }

    /** Writes the summaries. */
    public SummaryTexts texts(PayBands bands) {
        return wording == Wording.LEGACY ? new LegacyTexts() : new CorrectedTexts(bands);
    }
}
