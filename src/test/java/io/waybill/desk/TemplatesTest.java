package io.waybill.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no page template may do, whatever it shows. */
class TemplatesTest {
    @Test
    void nothingIsWrittenWithoutBeingEscapedAndEveryFormThatChangesSomethingBringsItsToken() throws Exception {
        List<Path> templates;
        try (Stream<Path> files = Files.list(Path.of("src/main/jte"))) {
            templates = files.toList();
        }
        assertThat(templates).hasSizeGreaterThan(8);
        for (Path template : templates) {
            String text = Files.readString(template);
            // The manual is rendered from the project's own documents, in which nothing is taken for HTML.
            assertThat(text.replace("$unsafe{view.shown().html()}", ""))
                    .as(template.toString())
                    .doesNotContain("$unsafe", "style=", "<script>", "onclick");
            String[] forms = text.split("<form");
            for (int i = 1; i < forms.length; i++) {
                String form = forms[i].substring(0, forms[i].indexOf("</form>"));
                if (form.contains("method=\"post\"") && !form.contains("action=\"/log-in\"")) {
                    assertThat(form).as(template.toString()).contains("@template.token(");
                }
            }
        }
    }
}
