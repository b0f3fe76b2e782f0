package io.waybill.desk.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the address of a request. Where two paths match, the first in the list is taken. Repeated slashes and one at the end are ignored.
 */
public final class AddressMatcher {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    private final List<Template> templates = new ArrayList<>();

    public AddressMatcher(List<Address> addresses) {
        for (Address address : addresses) {
            address.paths().forEach(path -> templates.add(Template.of(address, path)));
        }
    }

    /**
     * An address, with the values of its parameters.
     *
     * @param parameters by name, decoded
     */
    public record Match(Address address, Map<String, String> parameters) {}

    /**
     * Finds the address of a request.
     *
     * @param path normalised, still encoded
     * @throws RefusedException when there is none (404), or only one with another method (405)
     */
    Match find(String method, String path) {
        String asked = method.equals(HEAD) ? GET : method;
        String plain = path.replaceAll("/{2,}", "/");
        String trimmed = plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        TreeSet<String> others = new TreeSet<>();
        for (Template template : templates) {
            Matcher matcher = template.pattern.matcher(trimmed);
            if (!matcher.matches()) {
                continue;
            }
            if (template.address.method().equals(asked)) {
                return new Match(template.address, template.parameters(matcher));
            }
            others.add(template.address.method());
        }
        if (others.isEmpty()) {
            throw RefusedException.notFound("There is nothing at this address.");
        }
        if (others.contains(GET)) {
            others.add(HEAD);
        }
        throw RefusedException.methodNotAllowed(method, String.join(", ", others));
    }

    private record Template(Address address, Pattern pattern, List<String> names) {
        static Template of(Address address, String path) {
            StringBuilder pattern = new StringBuilder();
            List<String> names = new ArrayList<>();
            Matcher parameter = PARAMETER.matcher(path);
            int end = 0;
            while (parameter.find()) {
                pattern.append(Pattern.quote(path.substring(end, parameter.start())))
                        .append("([^/]+)");
                names.add(parameter.group(1));
                end = parameter.end();
            }
            pattern.append(Pattern.quote(path.substring(end)));
            return new Template(address, Pattern.compile(pattern.toString()), names);
        }

        Map<String, String> parameters(Matcher matcher) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                parameters.put(names.get(i), UrlEncoded.decoded(matcher.group(i + 1)));
            }
            return parameters;
        }
    }
}
