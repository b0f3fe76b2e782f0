package io.waybill.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What was weak in the original import has numbers, W1 to W28. Each is mended here, and a test says so: its display name begins with the number, or
 * with several.
 */
class WeaknessesTest {
    private static final int NUMBERS = 28;
    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"((?:W\\d+, )*W\\d+): ");

    @Test
    void eachWeaknessHasATestWithItsNumber() throws IOException {
        Set<Integer> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/waybill/school"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
                Matcher names = DISPLAY_NAME.matcher(Files.readString(file));
                while (names.find()) {
                    for (String number : List.of(names.group(1).split(", "))) {
                        tested.add(Integer.valueOf(number.substring(1)));
                    }
                }
            }
        }
        assertThat(tested)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, NUMBERS).boxed().toList());
    }
}
