package io.waybill.school.recurring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files in YAML: what a file has made is known by its name, however the ending is written. */
final class YamlName {
    private static final Pattern YAML = Pattern.compile("(?is)(.+)\\.ya?ml");

    private YamlName() {}

    /** Whether a name ends as that of such a file does. */
    static boolean matches(String name) {
        return YAML.matcher(name).matches();
    }

    /** By what the calendar knows the file: {@code duties.yml} for {@code duties.YAML}, too. */
    static String known(String name) {
        Matcher yaml = YAML.matcher(name);
        return yaml.matches() ? yaml.group(1) + ".yml" : name;
    }
}
