package io.waybill.desk.page;

/**
 * Something was done, and shows elsewhere.
 *
 * @param place an address of the desk
 * @param sentence what the next page says first; empty when it is plain
 */
record See(String place, String sentence) {
    static See plainly(String place) {
        return new See(place, "");
    }
}
