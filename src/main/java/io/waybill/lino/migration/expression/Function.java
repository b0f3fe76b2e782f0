package io.waybill.lino.migration.expression;

import io.waybill.lino.record.ContentType;
import io.waybill.lino.record.Translations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions of the language; there are no others. Unless it says otherwise, a function of null is null. */
enum Function {
    /** The first argument that is not null. */
    COALESCE("coalesce(a, b, …)", ValueType.ANY, 1, 100) {
        @Override
        Object value(List<Node> arguments, Map<String, Object> row) {
            for (Node argument : arguments) {
                Object value = argument.value(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    },
    /** The value that belongs to the first argument in a list of pairs; a last argument without a partner is for all others. */
    MAP("map(value, from, to, from, to, …, otherwise)", ValueType.ANY, 3, 401) {
        @Override
        Object value(List<Node> arguments, Map<String, Object> row) {
            Object sought = arguments.get(0).value(row);
            int at = 1;
            for (; at + 1 < arguments.size(); at += 2) {
                if (Values.equal(sought, arguments.get(at).value(row))) {
                    return arguments.get(at + 1).value(row);
                }
            }
            if (at < arguments.size()) {
                return arguments.get(at).value(row);
            }
            if (sought == null) {
                return null;
            }
            throw new EvaluationException(
                    "value-not-mapped", Values.shown(sought), "one of the values that the step maps");
        }
    },
    /** Texts one behind the other; null counts as no text. */
    CONCAT("concat(a, b, …)", ValueType.TEXT, 1, 100) {
        @Override
        Object value(List<Node> arguments, Map<String, Object> row) {
            StringBuilder text = new StringBuilder();
            for (Node argument : arguments) {
                Object value = argument.value(row);
                if (value != null) {
                    String part = Values.text(value);
                    Values.checkLength((long) text.length() + part.length());
                    text.append(part);
                }
            }
            return text.toString();
        }
    },
    /** A value as a text. */
    TEXT("text(a)", ValueType.TEXT, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0));
        }
    },
    /** A text as a number. */
    NUMBER("number(a)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            Object value = values.get(0);
            return Values.number(Values.number(value), Values.isWhole(value));
        }
    },
    /** A number with so many digits after the point, halves to the even neighbour. */
    ROUND("round(number, digits)", ValueType.NUMBER, 2, 2) {
        @Override
        Object of(List<Object> values) {
            return Values.number(
                    Values.number(values.get(0)).setScale(whole(values.get(1), 0, 100), RoundingMode.HALF_EVEN), false);
        }
    },
    /** A number without its sign. */
    ABS("abs(number)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return Values.number(Values.number(values.get(0)).abs(), Values.isWhole(values.get(0)));
        }
    },
    /** A text in lower case. */
    LOWER("lower(text)", ValueType.TEXT, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0)).toLowerCase(Locale.ROOT);
        }
    },
    /** A text in upper case. */
    UPPER("upper(text)", ValueType.TEXT, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0)).toUpperCase(Locale.ROOT);
        }
    },
    /** A text without the blanks around it. */
    TRIM("trim(text)", ValueType.TEXT, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0)).strip();
        }
    },
    /** How many characters a text has. */
    LENGTH("length(text)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            String text = Values.text(values.get(0));
            return (long) text.codePointCount(0, text.length());
        }
    },
    /** Some characters of a text, the first being number 1; fewer where it is shorter. */
    PART("part(text, from, characters)", ValueType.TEXT, 3, 3) {
        @Override
        Object of(List<Object> values) {
            String text = Values.text(values.get(0));
            int length = text.codePointCount(0, text.length());
            int from = Math.min(whole(values.get(1), 1, Integer.MAX_VALUE) - 1, length);
            int count = Math.min(whole(values.get(2), 0, Integer.MAX_VALUE), length - from);
            int start = text.offsetByCodePoints(0, from);
            return text.substring(start, text.offsetByCodePoints(start, count));
        }
    },
    /** A text with each occurrence of another one replaced by a third. */
    REPLACE("replace(text, old, new)", ValueType.TEXT, 3, 3) {
        @Override
        Object of(List<Object> values) {
            String text = Values.text(values.get(0));
            String old = Values.text(values.get(1));
            String replacement = Values.text(values.get(2));
            if (old.isEmpty()) {
                return text;
            }
            long count = 0;
            for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length())) {
                count++;
            }
            Values.checkLength(text.length() + count * (replacement.length() - old.length()));
            return text.replace(old, replacement);
        }
    },
    /** Whether a text has another one in it; never in null. */
    CONTAINS("contains(text, part)", ValueType.BOOLEAN, 2, 2) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0)).contains(Values.text(values.get(1)));
        }
    },
    /** Whether a text begins with another one; null never does. */
    STARTS("starts(text, beginning)", ValueType.BOOLEAN, 2, 2) {
        @Override
        Object of(List<Object> values) {
            return Values.text(values.get(0)).startsWith(Values.text(values.get(1)));
        }
    },
    /** A date, of a text such as 2019-03-01, of a point in time, or of year, month and day. */
    DATE("date(text) or date(year, month, day)", ValueType.DATE, 1, 3) {
        @Override
        Object of(List<Object> values) {
            if (values.get(0) instanceof LocalDateTime moment) {
                return moment.toLocalDate();
            }
            if (values.get(0) instanceof LocalDate) {
                return values.get(0);
            }
            try {
                return values.size() == 1
                        ? LocalDate.parse(Values.text(values.get(0)))
                        : LocalDate.of(
                                whole(values.get(0), 1, 9999),
                                whole(values.get(1), 1, 12),
                                whole(values.get(2), 1, 31));
            } catch (DateTimeException e) {
                throw none(values, "a date that exists, such as 2019-03-01");
            }
        }
    },
    /** A time of day, of a text such as 14:30:00, of a point in time, or of hour, minute and second. */
    TIME("time(text) or time(hour, minute, second)", ValueType.TIME, 1, 3) {
        @Override
        Object of(List<Object> values) {
            if (values.get(0) instanceof LocalDateTime moment) {
                return moment.toLocalTime();
            }
            if (values.get(0) instanceof LocalTime) {
                return values.get(0);
            }
            try {
                return values.size() == 1
                        ? LocalTime.parse(Values.text(values.get(0)))
                        : LocalTime.of(
                                whole(values.get(0), 0, 23), whole(values.get(1), 0, 59), whole(values.get(2), 0, 59));
            } catch (DateTimeException e) {
                throw none(values, "a time of day, such as 14:30:00");
            }
        }
    },
    /** The beginning of a day as a point in time, or a point in time as it is. */
    TIMESTAMP("timestamp(date)", ValueType.TIMESTAMP, 1, 1) {
        @Override
        Object of(List<Object> values) {
            if (values.get(0) instanceof LocalDate date) {
                return date.atStartOfDay();
            }
            if (values.get(0) instanceof LocalDateTime) {
                return values.get(0);
            }
            throw none(values, "a date; date + time makes a point in time of two columns");
        }
    },
    /** The year of a date. */
    YEAR("year(date)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return (long) LocalDate.from(moment(values)).getYear();
        }
    },
    /** The month of a date, 1 to 12. */
    MONTH("month(date)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return (long) LocalDate.from(moment(values)).getMonthValue();
        }
    },
    /** The day of a date in its month. */
    DAY("day(date)", ValueType.NUMBER, 1, 1) {
        @Override
        Object of(List<Object> values) {
            return (long) LocalDate.from(moment(values)).getDayOfMonth();
        }
    },
    /** The text in one language of a text in several. */
    LANGUAGE("language(column, 'de')", ValueType.TEXT, 2, 2) {
        @Override
        Object of(List<Object> values) {
            if (!(values.get(0) instanceof Translations translations)) {
                throw none(values.subList(0, 1), "a text in several languages");
            }
            String language = Values.text(values.get(1));
            if (!translations.texts().containsKey(language)) {
                throw new EvaluationException(
                        "unknown-language",
                        language,
                        "a language of the dump: "
                                + String.join(", ", translations.texts().keySet()));
            }
            return translations.texts().get(language);
        }
    },
    /** A model, as content types name it. */
    MODEL("model('contacts.Partner')", ValueType.MODEL, 1, 1) {
        @Override
        Object of(List<Object> values) {
            String name = Values.text(values.get(0));
            int point = name.indexOf('.');
            if (point < 1 || point == name.length() - 1 || name.indexOf('.', point + 1) >= 0) {
                throw none(values, "the full name of a model, such as contacts.Partner");
            }
            return new ContentType(name);
        }
    };

    private final String usage;
    private final ValueType type;
    private final int fewest;
    private final int most;

    Function(String usage, ValueType type, int fewest, int most) {
        this.usage = usage;
        this.type = type;
        this.fewest = fewest;
        this.most = most;
    }

    /** The function of this name; empty when there is none. */
    static Optional<Function> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.word().equals(name))
                .findFirst();
    }

    /** Its name in expressions. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How it is called, for messages. */
    String usage() {
        return usage;
    }

    /** Whether it takes so many arguments. */
    boolean takes(int arguments) {
        boolean parts = (this == DATE || this == TIME) && arguments == 2;
        return arguments >= fewest && arguments <= most && !parts;
    }

    /** Whether each argument has to be one value, and no text in several languages. */
    boolean takesOneValue() {
        return this != COALESCE && this != MAP && this != LANGUAGE;
    }

    /** What it gives for these arguments. */
    ValueType type(List<Node> arguments) {
        if (this == COALESCE) {
            return arguments.stream().map(Node::type).reduce(ValueType.NULL, ValueType::or);
        }
        if (this == MAP) {
            ValueType results = ValueType.NULL;
            for (int i = 2; i < arguments.size(); i += 2) {
                results = results.or(arguments.get(i).type());
            }
            return arguments.size() % 2 == 0
                    ? results.or(arguments.get(arguments.size() - 1).type())
                    : results;
        }
        return type;
    }

    /** Its value for a row. */
    Object value(List<Node> arguments, Map<String, Object> row) {
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).value(row);
            if (values[i] == null) {
                return type == ValueType.BOOLEAN ? Boolean.FALSE : null;
            }
        }
        return of(Arrays.asList(values));
    }

    /** Its value for arguments none of which is null. */
    Object of(List<Object> values) {
        throw new IllegalStateException(word());
    }

    /** A whole number of a range. */
    private static int whole(Object value, int smallest, int largest) {
        BigDecimal number = Values.number(value);
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(smallest)) < 0
                || number.compareTo(BigDecimal.valueOf(largest)) > 0) {
            throw new EvaluationException(
                    "wrong-number", Values.shown(value), "a whole number from " + smallest + " to " + largest);
        }
        return number.intValueExact();
    }

    private static Temporal moment(List<Object> values) {
        if (values.get(0) instanceof LocalDate || values.get(0) instanceof LocalDateTime) {
            return (Temporal) values.get(0);
        }
        throw none(values, "a date or a point in time");
    }

    private static EvaluationException none(List<Object> values, String expected) {
        return new EvaluationException(
                "wrong-value", values.stream().map(Values::shown).collect(Collectors.joining(", ")), expected);
    }
}
