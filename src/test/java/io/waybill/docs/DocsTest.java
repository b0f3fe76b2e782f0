package io.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.boot.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what is there: what they link to, name or quote exists, as they have it. */
class DocsTest {
    private static final int LONGEST_README = 150;
    private static final Pattern SETTING = Pattern.compile("\\bwaybill\\.[a-z](?:[a-z0-9.-]|<[a-z]+>)*");
    private static final Pattern IN_ENVIRONMENT = Pattern.compile("\\bWAYBILL_[A-Z_]*[A-Z]");
    private static final Pattern PROJECT_PATH = Pattern.compile("(?:routes|config|src|docs)/\\S*");
    private static final Pattern FILE_NAME = Pattern.compile("[\\w-]+(?:\\.camel)?\\.(?:java|sql|kamelet\\.yaml)");
    private static final Pattern ROUTE = Pattern.compile("`(?:direct:)?([a-z]+(?:-[a-z]+)+)`");
    private static final Pattern OUTSIDE = Pattern.compile("specs/|\\.\\./shared|(?<![\\w<>])/(?:work|tmp|home|root)/");
    private static final Pattern TAG_AMONG_WORDS = Pattern.compile("^\\s*/\\*\\* [^@].* @(?:param|return|throws) ");
    private static final Pattern ROOM = Pattern.compile("`([a-z]+)`");

    private final List<Document> documents = Documents.all();
    private final List<String> sources = Documents.sourceFiles();

    @Test
    void theReadmeIsReadInAFewMinutes() {
        assertThat(document("README.md").lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
    }

    @Test
    void everyPageIsLinkedFromTheReadme() {
        List<String> links = document("README.md").links();
        assertThat(documents.stream()
                        .map(page -> page.file().toString().replace('\\', '/'))
                        .filter(page -> page.startsWith("docs/")))
                .isNotEmpty()
                .allMatch(links::contains);
    }

    @Test
    void everyLinkAndImageLeadsToSomethingInTheProject() {
        Path root = Path.of("").toAbsolutePath();
        for (Document document : documents) {
            for (String link : document.links()) {
                if (link.startsWith("https://") || link.startsWith("http://")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path place = parts[0].isEmpty()
                        ? document.file().toAbsolutePath()
                        : document.file()
                                .toAbsolutePath()
                                .resolveSibling(parts[0])
                                .normalize();
                assertThat(place)
                        .as("%s links to %s", document.file(), link)
                        .startsWith(root)
                        .exists();
                if (parts.length == 2) {
                    assertThat(Document.read(place).anchors())
                            .as("%s links to %s", document.file(), link)
                            .contains(parts[1]);
                }
            }
        }
    }

    @Test
    void everySettingIsThere() {
        Set<String> known = settings();
        for (Document document : documents) {
            String text = document.text();
            Stream.concat(names(SETTING, text).filter(name -> !tables().contains(name)), names(IN_ENVIRONMENT, text))
                    .forEach(name -> assertThat(known)
                            .as("%s names the setting %s", document.file(), name)
                            .anyMatch(asIn(name).asMatchPredicate()));
        }
    }

    @Test
    void everyFileIsThere() {
        for (Document document : documents) {
            for (String code : document.inlineCode()) {
                if (PROJECT_PATH.matcher(code).matches() && !code.contains("<")) {
                    assertThat(sources)
                            .as("%s names %s", document.file(), code)
                            .anyMatch(file -> file.equals(code) || file.startsWith(code.replaceFirst("/$", "") + "/"));
                } else if (FILE_NAME.matcher(code).matches()) {
                    assertThat(sources)
                            .as("%s names %s", document.file(), code)
                            .anyMatch(file -> file.endsWith("/" + code));
                }
            }
        }
    }

    @Test
    void everyRouteIsThere() {
        String routes = sources.stream()
                .filter(file -> file.startsWith("routes/"))
                .map(file -> Documents.text(Path.of(file)))
                .collect(Collectors.joining("\n"));
        Document architecture = document("docs/architecture.md");
        List<String> ids = architecture.lines().stream()
                .filter(line -> line.startsWith("| **"))
                .map(line -> line.split("(?<!\\\\)\\|")[2])
                .flatMap(cell -> ROUTE.matcher(cell).results().map(id -> id.group(1)))
                .toList();
        assertThat(ids).isNotEmpty();
        for (String id : ids) {
            assertThat(routes).as("docs/architecture.md names the route %s", id).containsPattern("\\b" + id + "\\b");
        }
    }

    @Test
    void theRoomsAreThoseOfTheSources() throws IOException {
        requireRooms("| package |", Path.of("src/main/java/io/waybill"));
        requireRooms("| within `delivery` |", Path.of("src/main/java/io/waybill/delivery"));
    }

    /** That the table which begins with this heading names exactly the packages that are there. */
    private void requireRooms(String heading, Path sources) throws IOException {
        Set<String> rooms = document("docs/architecture.md").lines().stream()
                .dropWhile(line -> !line.startsWith(heading))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> ROOM.matcher(cell).results().map(room -> room.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> packages = Files.list(sources)) {
            assertThat(rooms)
                    .containsExactlyElementsOf(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aBlockTagOfADocCommentStartsALineOfItsOwn() {
        assertThat(sources.stream()
                        .filter(file -> file.endsWith(".java"))
                        .flatMap(file -> Documents.text(Path.of(file))
                                .lines()
                                .filter(line -> TAG_AMONG_WORDS.matcher(line).find())
                                .map(line -> file + ": " + line.strip())))
                .isEmpty();
    }

    @Test
    void whatIsQuotedIsWhatTheFileSays() {
        for (Document document : documents) {
            for (Document.Block block : document.blocks()) {
                if (!block.quoted().isEmpty()) {
                    assertThat(sources).as("%s quotes it", document.file()).contains(block.quoted());
                    assertThat(unindented(Documents.text(Path.of(block.quoted())), block.text()))
                            .as("%s quotes %s", document.file(), block.quoted())
                            .contains(block.text());
                }
            }
        }
    }

    @Test
    void nothingOutsideOfTheProjectIsNamed() {
        for (Document document : documents) {
            assertThat(document.lines())
                    .as(document.file().toString())
                    .noneMatch(line -> OUTSIDE.matcher(line).find());
        }
    }

    /** The file with as much less indentation as the quotation's first line has less of it than in the file. */
    private static String unindented(String file, String quotation) {
        String first = quotation.lines().findFirst().orElse("");
        return file.lines()
                .filter(line -> line.strip().equals(first.strip()))
                .findFirst()
                .map(line -> " ".repeat(line.length() - line.stripLeading().length()))
                .map(indentation -> file.lines()
                        .map(line -> line.startsWith(indentation) ? line.substring(indentation.length()) : line)
                        .collect(Collectors.joining("\n", "", "\n")))
                .orElse(file);
    }

    private Document document(String file) {
        return documents.stream()
                .filter(document -> document.file().equals(Path.of(file)))
                .findFirst()
                .orElseThrow();
    }

    /** Settings that the file explains, the routes use or the code reads, by both of their names. */
    private Set<String> settings() {
        Set<String> settings = sources.stream()
                .filter(file -> file.equals("config/application.properties")
                        || file.startsWith("routes/")
                        || file.startsWith("src/main/java/"))
                .map(file -> Documents.text(Path.of(file)))
                .flatMap(text -> Stream.concat(names(SETTING, text), names(IN_ENVIRONMENT, text)))
                .collect(Collectors.toSet());
        // A password may be set itself, or be in the file that <name>-file names.
        List.copyOf(settings).forEach(name -> settings.add(name.replaceFirst("-file$", "")));
        List.copyOf(settings)
                .forEach(name ->
                        Systems.installed().names().forEach(system -> settings.add(name.replace("<system>", system))));
        List.copyOf(settings)
                .forEach(name -> settings.add(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        return settings;
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(name -> name.group().replaceFirst("[.-]+$", ""))
                .filter(name -> !name.matches("waybill\\.(jar|json|yaml)"))
                .distinct();
    }

    /** The name itself, or the beginning of longer ones; a placeholder such as {@code <system>} stands for one word. */
    private static Pattern asIn(String name) {
        String pattern = Stream.of(name.split("(?=<)|(?<=>)"))
                .map(part -> part.startsWith("<") ? "[a-z<>]+" : Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile(pattern + "(\\..*)?");
    }

    /** Tables of the ledger, which are named like settings. */
    private Set<String> tables() {
        Pattern created = Pattern.compile("CREATE (?:TABLE|VIEW|SEQUENCE) (\\w+)");
        return sources.stream()
                .filter(file -> file.contains("/database/migration/"))
                .flatMap(file -> created.matcher(Documents.text(Path.of(file))).results())
                .map(table -> "waybill." + table.group(1))
                .collect(Collectors.toSet());
    }
}
