package io.waybill.format.lino;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which files a script loads elsewhere than the generator would: as few as explain its order. */
final class FileOrder {
    private FileOrder() {}

    /**
     * The files to move so that all are in order again.
     *
     * @param places of all files, in the order in which they are loaded: the higher, the later the generator loads them; parts of a table
     *     have the same one
     * @return for each of them whether it is loaded later than it would be
     */
    static Map<String, Boolean> moved(Map<String, Integer> places) {
        List<Integer> order = new ArrayList<>(places.values());
        boolean[] stays = longestInOrder(order);
        Map<String, Boolean> moved = new LinkedHashMap<>();
        int at = 0;
        for (String file : places.keySet()) {
            if (!stays[at]) {
                moved.put(file, isBehindHigher(order, stays, at));
            }
            at++;
        }
        return moved;
    }

    private static boolean isBehindHigher(List<Integer> order, boolean[] stays, int at) {
        for (int before = 0; before < at; before++) {
            if (stays[before] && order.get(before) > order.get(at)) {
                return true;
            }
        }
        return false;
    }

    /** Which places belong to the longest sequence that never descends; of several to the one that ends lowest. */
    private static boolean[] longestInOrder(List<Integer> order) {
        int[] previous = new int[order.size()];
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            int length = ends.size();
            while (length > 0 && order.get(ends.get(length - 1)) > order.get(at)) {
                length--;
            }
            previous[at] = length == 0 ? -1 : ends.get(length - 1);
            if (length == ends.size()) {
                ends.add(at);
            } else {
                ends.set(length, at);
            }
        }
        boolean[] stays = new boolean[order.size()];
        for (int at = ends.isEmpty() ? -1 : ends.get(ends.size() - 1); at >= 0; at = previous[at]) {
            stays[at] = true;
        }
        return stays;
    }
}
