package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a table holds and whatever is desired: after a mirror delivery it holds what is desired. */
class MirrorPropertyTest {
    private static TestDatabase database;
    private static Deliverer deliverer;

    @BeforeContainer
    static void startServer() {
        database = TestServer.shared().newDatabase();
        // Every kind of unique value at once: one that may be NULL, one that may not, a pair; and a tree.
        database.run("CREATE TABLE node (id int PRIMARY KEY, up int REFERENCES node, code int UNIQUE,"
                + " name varchar(2) NOT NULL UNIQUE, a int NOT NULL, b int, UNIQUE (a, b))");
        deliverer = new Deliverer(database).table("node", Policy.MIRROR, "id", "up", "code", "name", "a", "b");
    }

    @AfterContainer
    static void stopServer() {
        deliverer.close();
        database.close();
    }

    record Node(int id, Integer up, Integer code, String name, int a, Integer b) {}

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void afterAMirrorTheTableHoldsWhatIsDesired(
            @ForAll("nodes") List<Node> before, @ForAll("nodes") List<Node> desired) {
        mirror(before, desired);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    @Tag("thorough")
    void afterAMirrorTheTableHoldsWhatIsDesiredInManyTries(
            @ForAll("nodes") List<Node> before, @ForAll("nodes") List<Node> desired) {
        mirror(before, desired);
    }

    private void mirror(List<Node> before, List<Node> desired) {
        database.run("DELETE FROM node");
        deliver(before);
        assertThat(held()).isEqualTo(listed(before));

        Plan plan = deliver(desired);

        assertThat(held()).isEqualTo(listed(desired));
        assertThat(plan.table("node").drop().total()).isEqualTo(desired.size());
        assertThat(deliver(desired).isEmpty()).isTrue();
    }

    /** Few different values, so that they meet often; nothing that breaks a rule of the table. */
    @Provide
    Arbitrary<List<Node>> nodes() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 5);
        Arbitrary<Node> node = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 9).injectNull(0.3),
                        Arbitraries.integers().between(0, 9).injectNull(0.3),
                        Arbitraries.integers().between(0, 9).map(i -> "n" + i),
                        small,
                        small.injectNull(0.2))
                .as(Node::new);
        return node.list().ofMaxSize(12).map(MirrorPropertyTest::consistent);
    }

    private static List<Node> consistent(List<Node> nodes) {
        Set<Integer> ids = new LinkedHashSet<>();
        Set<Object> taken = new LinkedHashSet<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            Integer code = node.code != null && taken.add("code" + node.code) ? node.code : null;
            boolean pair = node.b == null || !taken.contains("pair" + node.a + "," + node.b);
            if (pair && !taken.contains(node.name) && ids.add(node.id)) {
                taken.add("pair" + node.a + "," + node.b);
                taken.add(node.name);
                kept.add(new Node(node.id, node.up, code, node.name, node.a, node.b));
            }
        }
        return kept.stream()
                .map(node ->
                        ids.contains(node.up) ? node : new Node(node.id, null, node.code, node.name, node.a, node.b))
                .collect(Collectors.toList());
    }

    private static Plan deliver(List<Node> nodes) {
        deliverer.again();
        nodes.forEach(node -> deliverer.row("node", node.id, node.up, node.code, node.name, node.a, node.b));
        return deliverer.deliver();
    }

    private static List<String> listed(List<Node> nodes) {
        return nodes.stream()
                .map(node -> node.id + "|" + node.up + "|" + node.code + "|" + node.name + "|" + node.a + "|" + node.b)
                .map(text -> text.replace("null", "∅"))
                .sorted()
                .toList();
    }

    private static List<String> held() {
        return database.query("TABLE node").stream().sorted().toList();
    }
}
