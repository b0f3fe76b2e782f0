package io.waybill.merlin.row;

import io.waybill.format.Fault;
import io.waybill.format.WrittenText;
import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.DamagedText;
import io.waybill.format.csv.NothingWords;
import io.waybill.merlin.recognise.Columns;
import io.waybill.merlin.value.Cell;
import io.waybill.merlin.value.MatchingKey;
import io.waybill.merlin.value.ParsedCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Parses the cells of one row and collects what is wrong with them. */
final class RowCells {
    private final Columns columns;
    private final CsvRow row;
    private final RowPlace at;
    private final String clear;
    private final NothingWords nothing;
    private final List<String> saidNothing = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /**
     * The cells of a row.
     *
     * @param clear matching key of the text that clears a value
     * @param nothing words that are read as a blank cell
     * @param answers values in place of those of the row, by column
     */
    RowCells(
            Columns columns, CsvRow row, RowPlace at, String clear, NothingWords nothing, Map<String, String> answers) {
        answers.forEach((column, answer) -> texts.put(column, WrittenText.of(answer)));
        this.nothing = nothing;
        this.columns = columns;
        this.row = row;
        this.at = at;
        this.clear = clear;
        for (int i = columns.header().size(); i < row.cells().size(); i++) {
            if (!row.cell(i).isBlank()) {
                faults.add(fault(
                        null,
                        "too-many-cells",
                        row.cells().size() + " cells",
                        columns.header().size() + " cells, as many as the header has",
                        "Look for a delimiter within a cell that is not quoted."));
                break;
            }
        }
    }

    RowPlace at() {
        return at;
    }

    /** Whether a cell is filled in. */
    boolean has(String column) {
        return !text(column).isEmpty();
    }

    /** The cell without invisible characters; {@code ""} when it is blank. */
    String text(String column) {
        return texts.computeIfAbsent(column, name -> WrittenText.of(columns.cell(row, name, this::isNothing)));
    }

    private boolean isNothing(String cell) {
        String text = WrittenText.of(cell);
        if (nothing.contains(text)) {
            saidNothing.add(text);
            return true;
        }
        return false;
    }

    /** A value that must be given; null, with a fault, when it is missing or cannot be parsed. */
    <T> T needed(String column, Function<String, ParsedCell<T>> parse) {
        if (!has(column)) {
            wrong(column, "missing-value", null, "a value", null);
            return null;
        }
        return value(column, parse);
    }

    /** A value that may be left out but not cleared; null when the cell is blank, and, with a fault, when it cannot be parsed. */
    <T> T value(String column, Function<String, ParsedCell<T>> parse) {
        if (!has(column)) {
            return null;
        }
        if (isClear(column)) {
            wrong(column, "cannot-be-cleared", text(column), "a value, or nothing", "This value cannot be cleared.");
            return null;
        }
        return parsed(column, parse);
    }

    /** A value that may be left out or cleared. */
    <T> Cell<T> cell(String column, Function<String, ParsedCell<T>> parse) {
        if (!has(column)) {
            return Cell.keep();
        }
        if (isClear(column)) {
            return Cell.clear();
        }
        T value = parsed(column, parse);
        return value == null ? Cell.keep() : Cell.given(value);
    }

    private boolean isClear(String column) {
        String text = text(column);
        return text.length() == clear.length() && MatchingKey.of(text).equals(clear);
    }

    private <T> T parsed(String column, Function<String, ParsedCell<T>> parse) {
        ParsedCell<T> parsed = DamagedText.inAnyCell(text(column))
                .map(ParsedCell::<T>damaged)
                .orElseGet(() -> parse.apply(text(column)));
        if (parsed instanceof ParsedCell.Value<T> value) {
            return value.value();
        }
        ParsedCell.Wrong<T> wrong = (ParsedCell.Wrong<T>) parsed;
        wrong(column, wrong.rule(), text(column), wrong.expected(), wrong.advice());
        return null;
    }

    /** Adds a fault of a column. */
    void wrong(String column, String rule, String found, String expected, String advice) {
        faults.add(fault(columns.name(column), rule, found, expected, advice));
    }

    private Fault fault(String field, String rule, String found, String expected, String advice) {
        return new Fault(at.position(), "record " + at.record(), field, rule, found, expected, advice);
    }

    /** The typed row, or what is wrong with it. */
    <T> RowResult<T> result(Supplier<T> typed) {
        return faults.isEmpty() ? new RowResult.Good<>(at, typed.get(), saidNothing) : new RowResult.Bad<>(at, faults);
    }
}
