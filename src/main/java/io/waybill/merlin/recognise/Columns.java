package io.waybill.merlin.recognise;

import io.waybill.format.csv.CsvRow;
import io.waybill.format.csv.SpreadsheetCells;
import io.waybill.merlin.MerlinFeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Finds the columns of a feed among the cells of a file's rows. */
public final class Columns {
    private final MerlinFeed feed;
    private final List<String> header;
    private final Map<String, List<Integer>> places;
    private final Set<String> ignored;

    /**
     * @param header of the file
     * @param places column → positions of its cells, the preferred one first
     * @param ignored keys of headers that may be there although they mean nothing
     */
    Columns(MerlinFeed feed, List<String> header, Map<String, List<Integer>> places, Set<String> ignored) {
        this.ignored = Set.copyOf(ignored);
        this.feed = feed;
        this.header = List.copyOf(header);
        this.places = new LinkedHashMap<>(places);
    }

    /** The feed of the file. */
    public MerlinFeed feed() {
        return feed;
    }

    /** The header of the file. */
    public List<String> header() {
        return header;
    }

    /** Whether the file has a column. */
    public boolean has(String column) {
        require(column);
        return places.containsKey(column);
    }

    /**
     * The first cell of a column that is not blank.
     *
     * @return {@code ""} when all are blank, or the file does not have the column
     */
    public String cell(CsvRow row, String column) {
        return cell(row, column, cell -> false);
    }

    /**
     * The first cell of a column that says something.
     *
     * @param nothing whether a cell that is not blank says nothing all the same
     * @return {@code ""} when none does, or the file does not have the column
     */
    public String cell(CsvRow row, String column, Predicate<String> nothing) {
        require(column);
        for (int place : places.getOrDefault(column, List.of())) {
            String cell = SpreadsheetCells.restored(row.cell(place));
            if (!cell.isBlank() && !nothing.test(cell)) {
                return cell;
            }
        }
        return "";
    }

    /** The same row with another value in a column that the file has. */
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

    /** The header of a column in the file; the name of the column when the file does not have it. */
    public String name(String column) {
        require(column);
        return places.containsKey(column)
                ? header.get(places.get(column).get(0)).strip()
                : column;
    }

    /** The headers that mean no column of the feed and are not to be ignored, in the order of the file. */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            int place = i;
            if (!header.get(i).isBlank()
                    && !ignored.contains(HeaderKey.of(header.get(i)))
                    && places.values().stream().noneMatch(known -> known.contains(place))) {
                unknown.add(header.get(i).strip());
            }
        }
        return unknown;
    }

    /** Whether a header is this name, but for capitals, spaces and the like. */
    public static boolean means(String header, String name) {
        return HeaderKey.of(header).equals(HeaderKey.of(name));
    }

    /**
     * Passes on the cells of a row with their headers.
     *
     * @param own leaves out empty cells that are in no column of the feed; a file of rejects may hold rows of several feeds
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
