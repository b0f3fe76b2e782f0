package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that was saved in UTF-8 twice. */
class TwiceEncodedTest {
    private static final String TEXT = "email,name\nzoe@x.ir,Éè Lefèvre\nali@x.ir,علی رضایی\nivan@x.ir,Иван Петров\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "windows-1252, É is written as", "windows-1256, É is written as",
        "windows-1251, É is written as", "windows-1250, É is written as",
        "ISO-8859-1, É is written as"
    })
    void aFileThatWasTakenForACodePageAndSavedIsRecognisedWhicheverItWas(String page, String shown) throws IOException {
        TwiceEncoded found = found(twice(TEXT, page).getBytes(UTF_8)).orElseThrow();

        assertThat(found.mostly()).isTrue();
        assertThat(found.line()).isEqualTo(2);
        assertThat(found.sentence("users.csv")).contains("of users.csv", shown, "the first in line 2");
    }

    @Test
    void aByteOrderMarkAndUtf16ChangeNothing() throws IOException {
        String text = twice(TEXT, "windows-1252");
        assertThat(found(("\uFEFF" + text).getBytes(UTF_8))).isEqualTo(found(text.getBytes(UTF_8)));
        assertThat(found(("\uFEFF" + text).getBytes(UTF_16LE)).orElseThrow().line())
                .isEqualTo(2);
    }

    @Test
    void aFewWordsOfAFileAreToldWithTheirNumber() throws IOException {
        TwiceEncoded found = found((TEXT + "zoe@x.ir," + twice("Zoé", "windows-1252") + "\n").getBytes(UTF_8))
                .orElseThrow();

        assertThat(found.twice()).isEqualTo(1);
        assertThat(found.mostly()).isFalse();
        assertThat(found.line()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                "plain,text\n",
                "a,„heiß“ und „Ö“ – «voilà», déjà… €\n",
                "b,سگ رگ دپ گچ تک یک\n",
                "c,Ñandú Åse Ærø Ýmir Þór ðß\n",
                "d,Ёлка Её РЁ\n",
                "h,MŮŽE MÍŽ GÓŁ\n",
                "e,Ελλάδα ΰ\n",
                "f,日本語 🙂 naïve\n"
            })
    void textThatWasSavedOnceIsNotMistaken(String text) throws IOException {
        assertThat(found(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aFileWithOneByteForEachCharacterWasNotSavedInUtf8() throws IOException {
        Path file = Files.write(folder.resolve("f.csv"), "a,Ã© Ã¨\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvDialect dialect = CsvDialect.of(file, StandardCharsets.ISO_8859_1, null);
        assertThat(TwiceEncoded.of(file, dialect)).isEmpty();
    }

    private Optional<TwiceEncoded> found(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("f.csv"), bytes);
        return TwiceEncoded.of(file, CsvDialect.of(file));
    }

    /** As a program writes it that takes each byte for a character: one without a character becomes a control character. */
    private static String twice(String text, String page) {
        StringBuilder damaged = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            one.write(b);
            String as = one.toString(Charset.forName(page));
            damaged.append(as.equals("\uFFFD") ? String.valueOf((char) (b & 0xFF)) : as);
        }
        return damaged.toString();
    }
}
