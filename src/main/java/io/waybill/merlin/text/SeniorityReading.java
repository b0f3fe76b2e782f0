package io.waybill.merlin.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.merlin.value.Average;
import io.waybill.merlin.value.LevelStage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a change of seniority back: the order in which it names the aspects, and how it spells their stages. The target keeps
 * neither, and both are needed to write the text anew. What the text says about the time before the event may be anything.
 */
final class SeniorityReading {
    private static final Pattern LINE = Pattern.compile("(?:" + moved(Phrases.PROMOTED, "up") + "|"
            + moved(Phrases.DEMOTED, "down") + ") \\(\\S+\\)(?: - " + Phrases.RANGE + ": (?<range>.+))?|"
            + Pattern.quote(Phrases.UNCHANGED) + " " + Phrases.LEVEL + ": (?<same>\\S+)(?: - (?:" + Phrases.RANGE
            + ": (?<kept>.+)|" + Phrases.RANGE_CHANGED + " " + Phrases.FROM_TO.formatted("\\S+", "(?<changed>.+)")
            + "))?");
    private static final String OVERALL = "\n\n" + Phrases.OVERALL_LEVEL + ": ";
    private static final Pattern AVERAGES = Pattern.compile(Phrases.FROM_TO.formatted("\\S+", "(?<average>\\S+)"));

    private final SummaryTexts wording;
    private final LadderNames ladder;
    private final Levels event;
    private final Map<String, JsonNode> left;

    /** @param event levels and stages of the event itself, as the target has them */
    SeniorityReading(SummaryTexts wording, LadderNames ladder, Levels event) {
        this.wording = wording;
        this.ladder = ladder;
        this.event = event;
        this.left = new LinkedHashMap<>(event.levels());
    }

    private static String moved(String phrase, String group) {
        return phrase.formatted("\\S+", "(?<" + group + ">\\S+)");
    }

    /** The levels and stages in the order and spelling of a text; empty when the wording never gives such an event this text. */
    Optional<Levels> read(String text) {
        int end = text.lastIndexOf(OVERALL);
        if (end >= 0 && !isAverage(text.substring(end + OVERALL.length()))) {
            return Optional.empty();
        }
        Map<String, JsonNode> levels = new LinkedHashMap<>();
        Map<String, String> stages = new LinkedHashMap<>();
        for (String line : (end < 0 ? text : text.substring(0, end)).split("\n", -1)) {
            String aspect = aspect(line, stages);
            if (aspect == null) {
                return Optional.empty();
            }
            levels.put(aspect, left.remove(aspect));
        }
        return left.isEmpty() ? Optional.of(new Levels(levels, stages)) : Optional.empty();
    }

    private boolean isAverage(String text) {
        Matcher averages = AVERAGES.matcher(text);
        return averages.matches()
                && averages.group("average")
                        .equals(wording.average(Average.of(event.levels().values())));
    }

    /** The aspect that a line is about; its stage, if any, is added as it is spelt. Null when it is about none. */
    private String aspect(String line, Map<String, String> stages) {
        for (Map.Entry<String, JsonNode> each : left.entrySet()) {
            String begin = SummaryTexts.beginOfLine(ladder, each.getKey());
            Matcher rest = LINE.matcher(line);
            if (line.startsWith(begin)
                    && rest.region(begin.length(), line.length()).matches()
                    && isLevel(rest, each.getValue())) {
                String stage = stage(rest);
                if (isStage(stage, event.stages().get(each.getKey()))) {
                    if (stage != null) {
                        stages.put(each.getKey(), stage);
                    }
                    return each.getKey();
                }
            }
        }
        return null;
    }

    private boolean isLevel(Matcher line, JsonNode level) {
        String same = line.group("same");
        if (same != null) {
            return isNumber(same, level);
        }
        String to = line.group("up") == null ? line.group("down") : line.group("up");
        return to.equals(wording.level(level));
    }

    /** A level that stayed is printed as it was before, {@code 3} or {@code 3.0}. */
    private static boolean isNumber(String text, JsonNode level) {
        try {
            return new BigDecimal(text).compareTo(level.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String stage(Matcher line) {
        for (String group : new String[] {"range", "kept", "changed"}) {
            if (line.group(group) != null) {
                return line.group(group);
            }
        }
        return null;
    }

    private boolean isStage(String written, String stored) {
        if (written == null || stored == null) {
            return written == null && stored == null;
        }
        return LevelStage.of(written).equals(LevelStage.of(stored))
                && wording.comparedStage(written).equals(written);
    }
}
