package io.waybill.merlin.text;

/** The phrases of summary texts; {@code \u200C} is the non-joiner within a word. */
final class Phrases {
    static final String PAY_RAISE = "افزایش پله\u200Cی حقوقی";
    static final String PAY_CUT = "کاهش پله\u200Cی حقوقی";
    static final String PAY_PACKAGE = "تغییر بسته حقوقی";
    static final String FROM_TO = "از %s به %s";
    static final String BONUS = "پرداخت پاداش";
    static final String BONUS_OF = "پرداخت پاداش - %s٪ از حقوق";
    static final String MAPPED_TO = "مپ به لدر";
    static final String UNKNOWN = "نامشخص";
    static final String LEVEL = "سطح";
    static final String NOT_SAID = "مشخص نشد.";
    static final String OVERALL_LEVEL = "سطح کلی";
    static final String ASPECT = "در بعد";
    static final String RANGE = "محدوده";
    static final String RANGE_CHANGED = "تغییر محدوده";
    static final String PROMOTED = "ارتقا از سطح %s به %s";
    static final String DEMOTED = "تنزل از سطح %s به %s";
    static final String UNCHANGED = "بدون تغییر.";
    static final String SENIORITY = "تغییر سطح لدر";
    static final String EVALUATION = "ارزیابی عملکرد";
    static final String NOTICE = "نوتیس عملکردی ثبت شد.";
    static final String LADDER_CHANGED = "تغییر لدر";
    static final String IMPORTED = "خروجی ایمپورت شده";

    private static final String YEH = "ی";

    private Phrases() {}

    /** The first word of a stage, as it follows "from": without the yeh that joins it to the next word. */
    static String shortStage(String stage) {
        if (stage.isEmpty()) {
            return UNKNOWN;
        }
        String word = stage.split(" ", 2)[0];
        return word.endsWith(YEH) ? word.substring(0, word.length() - 1) : word;
    }
}
