package io.waybill.desk.page;

/**
 * Something was done, and shows elsewhere.
 *
 * @param place an address of the desk
 * @param sentence what the next page says first; empty when it is plain
 */
record Redirect(String place, String sentence) {
    static Redirect plainly(String place) {
        return new Redirect(place, "");
    }
}
