package io.waybill.desk.http;

/** Numbers in an address or a form. */
final class Numbers {
    private Numbers() {}

    /** @throws RefusedException when it is not a number above 0 */
    static long above0(String text, String what) {
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < 1) {
            throw RefusedException.badRequest("A number is expected for " + what + ".");
        }
        return Long.parseLong(text);
    }
}
