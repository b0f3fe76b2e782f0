package io.waybill.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.folder.BadZips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
    @TempDir
    Path folder;

    @Test
    void theMarkOfAnEditorIsNoPartOfTheText() throws IOException {
        assertThat(PlainText.readDropped(file("\uFEFFname: Zoë\n".getBytes(UTF_8)), "plan.yaml"))
                .isEqualTo("name: Zoë\n");
    }

    @Test
    void whatIsNoTextIsRefusedWithItsPlaceAndWhatToDo() throws IOException {
        assertThat(refusal("a: 1\nname: Zoë\n".getBytes(ISO_8859_1)))
                .isEqualTo(
                        "plan.yaml, line 2, column 9 (byte 13): found byte EB, which is no part of a character, expected text in UTF-8."
                                + " Save it as UTF-8 (in Notepad: Save as, Encoding UTF-8) and drop it again.");
        assertThat(refusal("\uFEFFa: 1".getBytes(UTF_16LE)))
                .startsWith("plan.yaml: found text in UTF-16, expected text in UTF-8.");
        assertThat(refusal(" \n".getBytes(UTF_8))).startsWith("plan.yaml: found an empty file, expected text.");
        assertThat(refusal(BadZips.zip(Map.of("plan.yaml", "a: 1"))))
                .startsWith("plan.yaml: found a zip file, expected text.");
        assertThat(refusal(new byte[(16 << 20) + 1]))
                .startsWith("plan.yaml: found 16777217 bytes, expected at most 16 MB of text.");
    }

    private String refusal(byte[] bytes) throws IOException {
        Path file = file(bytes);
        String[] sentence = new String[1];
        assertThatThrownBy(() -> PlainText.readDropped(file, "plan.yaml"))
                .isInstanceOfSatisfying(
                        BrokenFileException.class,
                        broken -> sentence[0] = broken.faults().get(0).sentence());
        return sentence[0];
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }
}
