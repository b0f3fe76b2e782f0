package io.waybill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {
    private final SqlTemplate template = SqlTemplate.load(SqlTemplateTest.class, "example.sql")
            .with("table", "public", "Order \"Items\"")
            .withList("key", List.of("id", "end"))
            .withList("fk", List.of("a", "b"))
            .withList("pk", List.of("c", "d"))
            .withList("none", List.of());

    @Test
    void namesAreQuotedAndListsFollowTheirPattern() {
        assertThat(template.sql().lines())
                .containsExactly(
                        "SELECT \"id\", \"end\", s.\"id\"::text || ', ' || s.\"end\"::text AS key_text, '{}'::jsonb, '{1,2}'::int[]",
                        "FROM \"public\".\"Order \"\"Items\"\"\" AS s",
                        "JOIN t ON s.\"a\" = t.\"c\" AND s.\"b\" = t.\"d\"",
                        "WHERE s.\"id\" = u1 OR s.\"end\" = u2 OR false");
    }

    @Test
    void theLatestFillingCountsAndTheTemplateBeforeItStaysAsItWas() {
        String before = template.sql();
        SqlTemplate other = template.withAll(Map.of("table", List.of("other"), "key", List.of("\"id\"")));
        assertThat(other.sql()).contains("FROM other AS s", "SELECT \"id\", s.");
        assertThat(other.withList("key", List.of("no")).sql()).contains("FROM other AS s", "SELECT \"no\", s.");
        assertThat(template.sql()).isEqualTo(before);
    }

    @Test
    void aPlaceholderThatWasForgottenIsNamed() {
        assertThatThrownBy(() ->
                        SqlTemplate.load(SqlTemplateTest.class, "example.sql").sql())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("example.sql: placeholder key was not filled");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SqlTemplate.load(SqlTemplateTest.class, "nowhere.sql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.sql");
    }
}
