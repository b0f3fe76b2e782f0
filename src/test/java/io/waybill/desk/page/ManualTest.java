package io.waybill.desk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The documents as pages of the desk. */
class ManualTest {
    private final Manual manual = new Manual();

    @Test
    void everyDocumentIsAChapter() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            assertThat(manual.contents().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".md"))
                                    .map(name -> name.replace(".md", ""))
                                    .toList());
        }
    }

    @Test
    void everyLinkLeadsToAHeadingThatIsThereOrOutOfTheDesk() {
        List<String> lost = new ArrayList<>();
        for (String name : manual.contents().keySet()) {
            for (Element link : page(name).select("a[href]")) {
                String to = link.attr("href");
                String whole = to.startsWith("#") ? "/manual/" + name + to : to;
                if (!whole.startsWith("http") && !isThere(whole)) {
                    lost.add(name + ": " + to);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void theChapterOfEverySectionIsThere() {
        assertThat(Arrays.stream(Section.values()).map(Section::chapter).toList())
                .allMatch(chapter -> isThere("/manual/" + chapter));
        assertThat(List.of("desk#rules", "desk#best-candidates")).allMatch(chapter -> isThere("/manual/" + chapter));
    }

    @Test
    void theChapterOfEverySystemSaysHowItBegins() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("config"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .map(name -> name.replace(".yaml", "")))
                    .isNotEmpty()
                    .allMatch(system -> isThere("/manual/" + system + "#how-it-begins"));
        }
    }

    @Test
    void tablesAndCodeAreShownAndNothingInADocumentIsTakenForHtml() {
        assertThat(page("commands").select("table td code")).isNotEmpty();
        assertThat(page("desk").select("img")).isEmpty();
        assertThat(page("architecture").select("club, script")).isEmpty();
        assertThat(manual.chapter("../desk")).isEmpty();
    }

    private Document page(String name) {
        return Jsoup.parse(manual.chapter(name).orElseThrow().html());
    }

    private boolean isThere(String address) {
        String[] parts = address.replaceFirst("^/manual/", "").split("#");
        return manual.chapter(parts[0]).isPresent()
                && (parts.length == 1 || page(parts[0]).getElementById(parts[1]) != null);
    }
}
