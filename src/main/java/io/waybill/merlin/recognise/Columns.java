package io.waybill.merlin.recognise;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.SpreadsheetCells;
import io.waybill.merlin.MerlinFeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which cell of a row is which column of its feed. */
public final class Columns {
    private final MerlinFeed feed;
    private final List<String> header;
    private final Map<String, List<Integer>> places;

    /**
     * @param header as the file has it
     * @param places column → where its cells stand, the most preferred first
     */
    Columns(MerlinFeed feed, List<String> header, Map<String, List<Integer>> places) {
        this.feed = feed;
        this.header = List.copyOf(header);
        this.places = new LinkedHashMap<>(places);
    }

    public MerlinFeed feed() {
        return feed;
    }

    /** The header as the file has it. */
    public List<String> header() {
        return header;
    }

    /** Whether the file has a column. */
    public boolean has(String column) {
        require(column);
        return places.containsKey(column);
    }

    /**
     * The first cell of a column that is filled in.
     *
     * @return {@code ""} when none is, or the file does not have the column
     */
    public String cell(CsvRow row, String column) {
        require(column);
        for (int place : places.getOrDefault(column, List.of())) {
            String cell = SpreadsheetCells.restored(row.cell(place));
            if (!cell.isBlank()) {
                return cell;
            }
        }
        return "";
    }

    /** The same row with another value in a column of the file. */
    public CsvRow with(CsvRow row, String column, String value) {
        List<String> cells = new ArrayList<>(row.cells());
        while (cells.size() < header.size()) {
            cells.add("");
        }
        List<Integer> all = places.getOrDefault(column, List.of());
        all.forEach(place -> cells.set(place, ""));
        cells.set(all.get(0), SpreadsheetCells.safe(value));
        return new CsvRow(row.line(), cells);
    }

    /** What the file calls a column; its own name when the file does not have it. */
    public String name(String column) {
        require(column);
        return places.containsKey(column)
                ? header.get(places.get(column).get(0)).strip()
                : column;
    }

    /** Headers that mean nothing here, in the order of the file. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            int place = i;
            if (!header.get(i).isBlank() && places.values().stream().noneMatch(known -> known.contains(place))) {
                unknown.add(header.get(i).strip());
            }
        }
        return unknown;
    }

    /**
     * Hands over the cells of a row under the headers of its file.
     *
     * @param own without those that are empty and mean nothing here: rows of other feeds stand in the same file
     */
    public void eachOf(CsvRow row, boolean own, BiConsumer<String, String> each) {
        for (int i = 0; i < header.size(); i++) {
            int place = i;
            if (!own || !row.cell(i).isEmpty() || places.values().stream().anyMatch(known -> known.contains(place))) {
                each.accept(header.get(i), row.cell(i));
            }
        }
    }

    private void require(String column) {
        if (!feed.columns().contains(column)) {
            throw new IllegalArgumentException("Feed " + feed.word() + " has no column " + column);
        }
    }
}
