package io.waybill.merlin.config;

import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;

/**
 * How the cells of a row are read.
 *
 * @param clear the cell text that clears a value
 * @param dates how dates are read
 * @param payBands which bands there may be
 * @param highestBonus in percent
 * @param categories which words mean which category of a tribe or team
 * @param eventTypes which words mean which type of event
 */
public record CellRules(
        String clear,
        DateRule dates,
        PayBands payBands,
        BigDecimal highestBonus,
        CategoryTable categories,
        EventTypes eventTypes) {
    static CellRules of(MerlinFile said, MappingFile file) {
        file.require("clear", said.clear() != null && !said.clear().isBlank(), said.clear(), "a text such as [clear]");
        file.require("dates", said.dates() != null, null, "calendar, gregorian and jalali");
        file.require("pay-bands", said.payBands() != null, null, "step, missing and creatable");
        BigDecimal bonus = said.highestBonus();
        file.require("highest-bonus", bonus != null && bonus.signum() > 0, bonus, "a number of percent above 0");
        return new CellRules(
                said.clear(), said.dates(), said.payBands(), bonus, categories(said, file), EventTypes.of(said, file));
    }

    private static CategoryTable categories(MerlinFile said, MappingFile file) {
        file.require(
                "categories",
                said.categories() != null && !said.categories().isEmpty(),
                said.categories(),
                "categories and their words");
        try {
            return new CategoryTable(said.categories());
        } catch (IllegalArgumentException e) {
            throw file.wrong("categories", e.getMessage());
        }
    }
}
