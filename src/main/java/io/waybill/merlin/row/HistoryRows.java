package io.waybill.merlin.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.MerlinOptions;
import io.waybill.merlin.config.CellRules;
import io.waybill.merlin.config.MerlinConfig;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.text.EventFacts;
import io.waybill.merlin.text.EventType;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.Email;
import io.waybill.merlin.value.LevelStage;
import io.waybill.merlin.value.NumberText;
import io.waybill.merlin.value.ParsedCell;
import io.waybill.merlin.value.PayBands;
import io.waybill.merlin.value.TextRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the rows of a history file. A row that lacks what its event consists of is refused. */
public final class HistoryRows extends RowReader<HistoryRow> {
    private static final int LONGEST_LABEL = 256;

    private final CellRules rules;
    private final DateRule dates;
    private final PayBands bands;
    private final JsonCell json = new JsonCell();

    public HistoryRows(MerlinConfig config, MerlinOptions options, Columns columns, String file) {
        super(config, columns, file);
        this.rules = config.cells();
        this.dates = rules.dates().in(options.calendar());
        this.bands = rules.payBands();
    }

    @Override
    RowResult<HistoryRow> read(RowCells cells) {
        Email user = cells.needed("user_email", Email::parse);
        EventType type = cells.needed("event_type", this::type);
        LocalDate date = cells.needed("event_date", dates::parse);
        String text = cells.value("summary_text", TextRule.ANY::parse);
        BigDecimal change = cells.value("salary_change", this::change);
        BigDecimal band = cells.value("pay_band_number", this::band);
        BigDecimal bonus = cells.value("bonus_percentage", this::bonus);
        String ladder = cells.value("ladder_code", Limits.CODE::parse);
        String title = cells.value("ladder_title", new TextRule(LONGEST_LABEL)::parse);
        BigDecimal score = cells.value("overall_score", HistoryRows::score);
        Map<String, JsonNode> levels = cells.value("aspect_details_json", json::levels);
        Map<String, String> stages = cells.value("aspect_stages_json", json::stages);
        String label = cells.value("performance_label", new TextRule(LONGEST_LABEL)::parse);
        Map<String, LevelStage> meant = meant(stages);
        if (type != null) {
            checkComplete(cells, type, levels);
        }
        return cells.result(() -> new HistoryRow(
                user,
                type,
                date,
                new EventFacts(
                        orEmpty(text),
                        change,
                        band,
                        bonus,
                        orEmpty(ladder),
                        orEmpty(title),
                        score,
                        levels == null ? Map.of() : levels,
                        stages == null ? Map.of() : stages,
                        orEmpty(label)),
                meant));
    }

    /** Without these values the event would have no snapshot. */
    private static void checkComplete(RowCells cells, EventType type, Map<String, JsonNode> levels) {
        switch (type) {
            case MAPPING, SENIORITY_CHANGE -> {
                require(cells, type, "ladder_code");
                require(cells, type, "aspect_details_json");
                if (levels != null && levels.isEmpty()) {
                    cells.wrong("aspect_details_json", "no-levels", "{}", "a level of at least one aspect", null);
                }
            }
            case BONUS_PAYOUT -> require(cells, type, "bonus_percentage");
            case PAY_CHANGE -> {
                if (!cells.has("salary_change")) {
                    require(cells, type, "pay_band_number");
                }
            }
            default -> {
                // nothing else is needed
            }
        }
    }

    private static void require(RowCells cells, EventType type, String column) {
        if (!cells.has(column)) {
            cells.wrong(column, "missing-value", null, "a value: an event " + type + " needs one", null);
        }
    }

    private static Map<String, LevelStage> meant(Map<String, String> stages) {
        Map<String, LevelStage> meant = new LinkedHashMap<>();
        if (stages != null) {
            stages.forEach((aspect, stage) -> LevelStage.of(stage).ifPresent(each -> meant.put(aspect, each)));
        }
        return meant;
    }

    private ParsedCell<EventType> type(String cell) {
        return rules.eventTypes()
                .find(cell)
                .map(ParsedCell::of)
                .orElseGet(() -> ParsedCell.wrong(
                        "unknown-event-type",
                        "one of "
                                + Arrays.stream(EventType.values())
                                        .map(EventType::name)
                                        .collect(Collectors.joining(", ")),
                        "If it means one of these, add it to event-aliases in merlin.yaml."));
    }

    private ParsedCell<BigDecimal> change(String cell) {
        return NumberText.decimal(cell)
                .then(change -> bands.isChange(change)
                        ? ParsedCell.of(change)
                        : ParsedCell.wrong(
                                "no-step-of-pay-bands",
                                "a multiple of " + bands.step().toPlainString()));
    }

    private ParsedCell<BigDecimal> band(String cell) {
        return NumberText.decimal(cell)
                .then(band -> bands.isBand(band)
                        ? ParsedCell.of(band)
                        : ParsedCell.wrong(
                                "no-pay-band",
                                "a pay band: a multiple of " + bands.step().toPlainString() + " from 0 on"
                                        + (bands.missing().isEmpty() ? "" : ", not one of " + bands.missing())));
    }

    private ParsedCell<BigDecimal> bonus(String cell) {
        return NumberText.decimal(cell)
                .then(bonus -> bonus.signum() >= 0 && bonus.compareTo(rules.highestBonus()) <= 0
                        ? ParsedCell.of(bonus)
                        : ParsedCell.wrong(
                                "bonus-out-of-range",
                                "from 0 to " + rules.highestBonus().toPlainString() + " percent"));
    }

    private static ParsedCell<BigDecimal> score(String cell) {
        return NumberText.decimal(cell)
                .then(score -> score.signum() < 0
                        ? ParsedCell.wrong("number-out-of-range", "a number from 0 on")
                        : ParsedCell.of(score));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
