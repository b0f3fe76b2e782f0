package io.waybill.boot;

import io.waybill.format.NearestName;
import io.waybill.settings.SettingsException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What the files in {@code routes/} name of this program: its beans, and their methods. Files of another version may name others. */
final class RouteBeans {
    private static final Set<String> NAMING = Set.of("bean", "method");
    /** Begins what Camel finds out itself, and what a kamelet gets from outside. */
    private static final Set<String> OPEN = Set.of("#", "{", "$");

    private final Map<String, Object> beans;
    /** Those that a file makes itself. */
    private final Set<String> own = new HashSet<>();

    private RouteBeans(Map<String, Object> beans) {
        this.beans = beans;
    }

    /**
     * Refuses files that name what is not there, with the line, before Camel reads them.
     *
     * @param routes files as they were read
     * @param beans by the name that routes use
     * @throws SettingsException when there is no such bean, or it has no such method
     */
    static void require(List<RouteFile> routes, Map<String, Object> beans) {
        RouteBeans known = new RouteBeans(beans);
        routes.forEach(file -> file.documents().forEach(node -> known.collect("", node)));
        routes.forEach(file -> file.documents().forEach(node -> known.check(file.path(), "", node, false)));
    }

    private void collect(String key, Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> collect(key, each));
        } else if (node instanceof MappingNode map) {
            if (key.equals("beans")) {
                text(map, "name").map(ScalarNode::getValue).ifPresent(own::add);
            }
            map.getValue().forEach(each -> collect(name(each), each.getValueNode()));
        }
    }

    /** @param conditional whether the route is there only under a condition, which may be that there is the bean */
    private void check(Path file, String key, Node node, boolean conditional) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> check(file, key, each, conditional));
        } else if (node instanceof MappingNode map) {
            if (NAMING.contains(key)) {
                check(file, map, conditional);
            }
            boolean within = conditional || text(map, "precondition").isPresent();
            map.getValue().forEach(each -> check(file, name(each), each.getValueNode(), within));
        }
    }

    private void check(Path file, MappingNode step, boolean conditional) {
        Optional<ScalarNode> ref = text(step, "ref");
        if (ref.isEmpty() || isOpen(ref.get()) || own.contains(ref.get().getValue())) {
            return;
        }
        String name = ref.get().getValue();
        Object bean = beans.get(name);
        if (bean == null && conditional) {
            return;
        }
        if (bean == null) {
            throw misfit(file, ref.get(), "the bean " + name, NearestName.suggestion(name, beans.keySet()));
        }
        text(step, "method").filter(method -> !isOpen(method)).ifPresent(method -> {
            String called = method.getValue().replaceFirst("\\(.*", "").strip();
            Set<String> methods = Arrays.stream(bean.getClass().getMethods())
                    .map(Method::getName)
                    .collect(Collectors.toSet());
            if (!methods.contains(called)) {
                throw misfit(
                        file,
                        method,
                        "the method " + called + " of the bean " + name,
                        NearestName.suggestion(called, methods));
            }
        });
    }

    private static String name(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
    }

    private static boolean isOpen(ScalarNode node) {
        return OPEN.stream().anyMatch(node.getValue()::startsWith);
    }

    private static Optional<ScalarNode> text(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(each -> each.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .findFirst();
    }

    private static SettingsException misfit(Path file, Node at, String what, String suggestion) {
        return new SettingsException(
                file + ", line " + (at.getStartMark().getLine() + 1) + ": this version of Waybill does not have "
                        + what
                        + suggestion
                        + ". Routes belong to a version: put the folder routes/ that came with this one in its place, and carry changes of your own over.");
    }
}
