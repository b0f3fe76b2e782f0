package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.format.WrittenText;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The texts of the original import, byte for byte, with all their mistakes: demotions that read as promotions, float noise, stages as
 * they were typed, a pay band 24.5 that is skipped although nothing says that it does not exist.
 */
public final class LegacyTexts extends SummaryTexts {
    private static final double MISSING_BAND = 24.5;
    private static final double BAND_BELOW_IT = 24.0;
    private static final double SAME = 0.001;

    @Override
    String number(BigDecimal number) {
        return PythonText.of(number.doubleValue());
    }

    @Override
    String level(JsonNode level) {
        return PythonText.of(level);
    }

    @Override
    String amount(BigDecimal change) {
        return number(change);
    }

    @Override
    String bands(BigDecimal band, BigDecimal change) {
        double to = band.doubleValue();
        double from = to - change.doubleValue();
        if (Math.abs(from - MISSING_BAND) < SAME) {
            from = BAND_BELOW_IT;
        }
        return Phrases.FROM_TO.formatted(band(from), band(to));
    }

    private static String band(double number) {
        return number == Math.rint(number)
                ? new BigDecimal(number).toBigInteger().toString()
                : PythonText.of(number);
    }

    @Override
    String stage(String written) {
        return WrittenText.withoutNonJoiners(written);
    }

    @Override
    String comparedStage(String written) {
        return written;
    }

    @Override
    boolean evaluationHasStages() {
        return false;
    }

    @Override
    Optional<String> move(JsonNode from, JsonNode to) {
        return from.doubleValue() == to.doubleValue()
                ? Optional.empty()
                : Optional.of(Phrases.PROMOTED.formatted(level(from), level(to)) + " (+"
                        + PythonText.difference(to, from) + ")");
    }
}
