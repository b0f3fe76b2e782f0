package io.waybill.desk.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The manual: the project's documents, which are in the program, as pages. Links between documents lead to each other's pages, links to
 * other files of the project are shown as text, and pictures are left out. Safe for use by several threads.
 */
public final class Manual {
    private static final String FOLDER = "/io/waybill/desk/manual/";
    /** The documents in the order of the contents: what operators need first. */
    private static final List<String> DOCUMENTS =
            text("contents.txt").lines().filter(line -> !line.isBlank()).toList();

    private static final Pattern DOCUMENT = Pattern.compile("(?:docs/)?([a-z-]+)\\.md(#[^ ]*)?");
    private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);

    private final Map<String, Chapter> chapters = new ConcurrentHashMap<>();
    private final Parser parser;
    private final HtmlRenderer renderer;

    /**
     * A document as a page.
     *
     * @param name as in its address
     * @param title its first heading
     * @param html what it says; safe, because nothing in a document is taken for HTML
     */
    record Chapter(String name, String title, String html) {}

    /** The documents of this program. */
    public Manual() {
        List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
        parser = Parser.builder().extensions(extensions).build();
        renderer = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                // What is wider than the window scrolls by itself, by keyboard as well.
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (tag.equals("pre") || tag.equals("table")) {
                        attributes.put("tabindex", "0");
                    }
                })
                .build();
    }

    /** Titles by name, in the order of the contents. */
    Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        DOCUMENTS.forEach(name -> chapter(name).ifPresent(chapter -> contents.put(name, chapter.title())));
        return contents;
    }

    /** Whether there is a chapter of this name. */
    static boolean isChapter(String name) {
        return DOCUMENTS.contains(name);
    }

    /** A chapter; empty when there is none of this name. */
    Optional<Chapter> chapter(String name) {
        return isChapter(name) ? Optional.of(chapters.computeIfAbsent(name, this::rendered)) : Optional.empty();
    }

    private Chapter rendered(String name) {
        String text = text(name + ".md");
        Matcher title = TITLE.matcher(text);
        Node document = parser.parse(text);
        document.accept(new Links());
        document.accept(new EmptyHeaders());
        return new Chapter(name, title.find() ? title.group(1) : name, renderer.render(document));
    }

    private static String text(String file) {
        try (InputStream in = Manual.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + file + " of the manual");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cell without a word heads no column: readers of a screen would be told that it does. */
    private static final class EmptyHeaders extends AbstractVisitor {
        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableCell cell && cell.getFirstChild() == null) {
                cell.setHeader(false);
            }
            visitChildren(node);
        }
    }

    /** Lets links lead where they can within the desk. */
    private static final class Links extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            Matcher document = DOCUMENT.matcher(link.getDestination());
            if (document.matches() && DOCUMENTS.contains(document.group(1))) {
                link.setDestination(
                        "/manual/" + document.group(1) + (document.group(2) == null ? "" : document.group(2)));
            } else if (!link.getDestination().startsWith("#")
                    && !link.getDestination().startsWith("http")) {
                for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
                    link.insertBefore(child);
                }
                link.unlink();
                return;
            }
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.unlink();
        }
    }
}
