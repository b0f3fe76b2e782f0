package io.waybill.merlin.config;

import io.waybill.format.csv.NothingWords;
import io.waybill.format.yaml.MappingFile;
import io.waybill.merlin.value.CategoryTable;
import io.waybill.merlin.value.DateRule;
import io.waybill.merlin.value.MatchingKey;
import io.waybill.merlin.value.PayBands;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cells of a row are read.
 *
 * @param clear the cell text that clears a value
 * @param nothing words that are read as a blank cell
 * @param dates how dates are read
 * @param payBands which bands there may be
 * @param highestBonus in percent
 * @param categories which words mean which category of a tribe or team
 * @param eventTypes which words mean which type of event
 */
public record CellRules(
        String clear,
        NothingWords nothing,
        DateRule dates,
        PayBands payBands,
        BigDecimal highestBonus,
        CategoryTable categories,
        EventTypes eventTypes) {
    private static final List<String> PERSIAN_NOTHING = List.of("ندارد", "ندارم", "هیچ", "خالی", "نامشخص");

    static CellRules of(MerlinFile said, MappingFile file) {
        file.require("clear", said.clear() != null && !said.clear().isBlank(), said.clear(), "a text such as [clear]");
        file.require("dates", said.dates() != null, null, "calendar, gregorian and jalali");
        file.require("pay-bands", said.payBands() != null, null, "step, missing and creatable");
        BigDecimal bonus = said.highestBonus();
        file.require("highest-bonus", bonus != null && bonus.signum() > 0, bonus, "a number of percent above 0");
        return new CellRules(
                said.clear(),
                nothing(said, file),
                said.dates(),
                said.payBands(),
                bonus,
                categories(said, file),
                EventTypes.of(said, file));
    }

    private static NothingWords nothing(MerlinFile said, MappingFile file) {
        if (said.nothing() == null) {
            List<String> usual = new ArrayList<>(NothingWords.USUAL);
            usual.addAll(PERSIAN_NOTHING);
            return new NothingWords(usual, MatchingKey::of);
        }
        file.require(
                "nothing",
                said.nothing().stream().allMatch(word -> word != null && !word.isBlank()),
                said.nothing(),
                "words, each of them in quotation marks");
        NothingWords words = new NothingWords(said.nothing(), MatchingKey::of);
        file.require("nothing", !words.contains(said.clear()), said.clear(), "words other than the one of clear");
        return words;
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
