package io.waybill.merlin.text;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.format.WrittenText;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The texts of the original import without its mistakes: a demotion is called one, numbers are printed as people write them, stages
 * by their label, and the former pay band is the one that the change starts from.
 */
public final class CorrectedTexts extends SummaryTexts {
    private final PayBands bands;

    /** @param bands to find the band before a change */
    public CorrectedTexts(PayBands bands) {
        this.bands = requireNonNull(bands, "bands");
    }

    @Override
    String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    String level(JsonNode level) {
        return number(decimal(level));
    }

    @Override
    String amount(BigDecimal change) {
        return number(change.abs());
    }

    @Override
    String bands(BigDecimal band, BigDecimal change) {
        return Phrases.FROM_TO.formatted(number(bands.before(band, change)), number(band));
    }

    @Override
    String stage(String written) {
        return LevelStage.of(written).map(LevelStage::label).orElseGet(() -> WrittenText.withoutNonJoiners(written));
    }

    @Override
    String comparedStage(String written) {
        return stage(written);
    }

    @Override
    boolean evaluationHasStages() {
        return true;
    }

    @Override
    Optional<String> move(JsonNode from, JsonNode to) {
        BigDecimal difference = decimal(to).subtract(decimal(from));
        if (difference.signum() == 0) {
            return Optional.empty();
        }
        boolean up = difference.signum() > 0;
        return Optional.of((up ? Phrases.PROMOTED : Phrases.DEMOTED).formatted(level(from), level(to))
                + (up ? " (+" : " (") + number(difference) + ")");
    }

    private static BigDecimal decimal(JsonNode level) {
        return level.isNumber() ? level.decimalValue() : BigDecimal.ZERO;
    }
}
