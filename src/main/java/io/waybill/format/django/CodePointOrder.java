package io.waybill.format.django;

import java.util.Comparator;

/**
 * Orders strings by their code points, as Python does and as their UTF-8 bytes sort. The order of String itself differs
 * between characters beyond U+FFFF and those from U+E000 to U+FFFF.
 */
public final class CodePointOrder implements Comparator<String> {
    /** The order itself; it has no state. */
    public static final CodePointOrder INSTANCE = new CodePointOrder();

    private CodePointOrder() {}

    @Override
    public int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // surrogates stand for code points above all others
                boolean highA = Character.isSurrogate(a);
                boolean highB = Character.isSurrogate(b);
                return highA == highB ? Character.compare(a, b) : highA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
