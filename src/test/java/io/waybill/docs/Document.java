package io.waybill.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown.
 *
 * @param file relative to the root of the project
 * @param lines all of it
 * @param blocks what stands between fences
 */
public record Document(Path file, List<String> lines, List<Block> blocks) {
    private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param info what stands after the opening fence: the language, and the file that the block quotes where it quotes one
     * @param text with a line end after each line
     */
    public record Block(String info, String text) {
        /** The path of the file that this block quotes; empty when it quotes none. */
        String quoted() {
            int space = info.indexOf(' ');
            return space < 0 ? "" : info.substring(space + 1).strip();
        }
    }

    static Document read(Path file) {
        List<String> lines = Documents.text(file).lines().toList();
        List<Block> blocks = new ArrayList<>();
        String info = null;
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                if (info != null) {
                    blocks.add(new Block(info, text.toString()));
                    info = null;
                } else {
                    info = line.substring(FENCE.length()).strip();
                    text.setLength(0);
                }
            } else if (info != null) {
                text.append(line).append('\n');
            }
        }
        return new Document(file, lines, blocks);
    }

    /** All of it as one text. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** What stands between backticks, outside of fenced blocks; bars that tables escape are bars. */
    public List<String> inlineCode() {
        return matches(INLINE_CODE).map(code -> code.replace("\\|", "|")).toList();
    }

    /** Where links and images lead. */
    List<String> links() {
        return matches(LINK).toList();
    }

    /** The fragments by which links find headings, as GitHub makes them. */
    List<String> anchors() {
        return prose().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s+", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private Stream<String> matches(Pattern pattern) {
        return prose().flatMap(line -> {
            Matcher matcher = pattern.matcher(line);
            return matcher.results().map((MatchResult result) -> result.group(1)).toList().stream();
        });
    }

    private Stream<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.startsWith(FENCE)) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose.stream();
    }
}
