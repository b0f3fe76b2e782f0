package io.waybill.desk.page;

/**
 * Leads to another page, after something was done or because the answer is there.
 *
 * @param address of the desk
 * @param sentence what that page says first; empty for nothing
 */
record Redirect(String address, String sentence) implements Answer {
    static Redirect to(String address) {
        return new Redirect(address, "");
    }
}
