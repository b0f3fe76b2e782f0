package io.waybill.merlin.demo;

import io.waybill.merlin.value.JalaliDate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** One person's invented history: consistent, but with its rows in random order. */
final class SampleHistory {
    private static final LocalDate FIRST = LocalDate.of(2015, 2, 1);
    private static final int DAYS = 11 * 365;
    private static final int HIGHEST_LEVEL = 6;
    private static final int HIGHEST_HALF_BAND = 110;
    private static final int ASPECTS = SampleWords.ASPECTS.size();

    private final SamplePeople people;
    private final int person;
    private final Random random;
    private final int[] levels = new int[ASPECTS];
    private int halfBands;

    SampleHistory(SamplePeople people, int person) {
        this.people = people;
        this.person = person;
        this.random = people.random(person);
        for (int i = 0; i < ASPECTS; i++) {
            levels[i] = 1 + random.nextInt(3);
        }
        halfBands = 20 + random.nextInt(20);
    }

    /** Rows of {@link SampleOrganization#HISTORY_HEADER}. */
    List<Object[]> rows(int count) {
        List<Object[]> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate day = FIRST.plusDays((long) DAYS * i / count + person % 11);
            rows.add(row(i, day));
        }
        Collections.shuffle(rows, random);
        return rows;
    }

    private Object[] row(int number, LocalDate day) {
        String date = number % 5 == 3 ? persian(day) : day.toString();
        if (number == 0) {
            return seniority("MAPPING", date);
        }
        return switch (number % 6) {
            case 1 -> pay(date, number == 1);
            case 2, 4 -> {
                int aspect = random.nextInt(ASPECTS);
                int step = random.nextInt(8) == 0 ? -1 : 1;
                levels[aspect] = Math.min(HIGHEST_LEVEL, Math.max(1, levels[aspect] + step));
                yield seniority("SENIORITY_CHANGE", date);
            }
            case 3 -> event("BONUS_PAYOUT", date, Map.of("bonus_percentage", String.valueOf(5 + random.nextInt(30))));
            case 5 -> event("EVALUATION", date, Map.of("performance_label", SampleWords.LABELS.get(random.nextInt(3))));
            default ->
                (number / 6 + person) % 2 == 0
                        ? event("NOTICE", date, Map.of())
                        : event("TITLE_CHANGE", date, Map.of("summary_text", "عنوان تازه " + number));
        };
    }

    private Object[] pay(String date, boolean first) {
        int change = first ? 0 : random.nextInt(10) == 0 || halfBands >= HIGHEST_HALF_BAND ? -1 : 1 + random.nextInt(2);
        halfBands += change;
        return event(
                "PAY_CHANGE",
                date,
                Map.of("salary_change", first ? "" : half(change), "pay_band_number", half(halfBands)));
    }

    private static String half(int halves) {
        return BigDecimal.valueOf(halves)
                .multiply(new BigDecimal("0.5"))
                .stripTrailingZeros()
                .toPlainString();
    }

    private Object[] seniority(String type, String date) {
        StringJoiner details = new StringJoiner(", ", "{", "}");
        StringJoiner stages = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < ASPECTS; i++) {
            String aspect = "\"" + SampleWords.ASPECTS.get(i).latin() + "\": ";
            details.add(aspect + levels[i]);
            stages.add(aspect + "\"" + List.of("EARLY", "MID", "LATE").get((levels[i] + i) % 3) + "\"");
        }
        int ladder = people.ladder(person);
        return event(
                type,
                date,
                Map.of(
                        "ladder_code", SampleWords.LADDERS.get(ladder),
                        "ladder_title", SampleWords.LADDER_NAMES.get(ladder).latin(),
                        "aspect_details_json", details.toString(),
                        "aspect_stages_json", stages.toString()));
    }

    private Object[] event(String type, String date, Map<String, String> values) {
        return row(people.email(person), type, date, values);
    }

    /**
     * A row of {@link SampleOrganization#HISTORY_HEADER}.
     *
     * @param values column → cell; the others are blank
     */
    static Object[] row(String email, String type, String date, Map<String, String> values) {
        return Arrays.stream(SampleOrganization.HISTORY_HEADER)
                .map(column -> switch (column) {
                    case "user_email" -> email;
                    case "event_type" -> type;
                    case "event_date" -> date;
                    default -> values.getOrDefault(column, "");
                })
                .toArray();
    }

    private static String persian(LocalDate day) {
        JalaliDate date = JalaliDate.of(day);
        String ascii = String.format("%d/%02d/%02d", date.year(), date.month(), date.day());
        StringBuilder digits = new StringBuilder();
        for (char c : ascii.toCharArray()) {
            digits.append(Character.isDigit(c) ? (char) ('۰' + c - '0') : c);
        }
        return digits.toString();
    }
}
