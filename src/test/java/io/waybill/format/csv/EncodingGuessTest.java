package io.waybill.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingGuessTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows-1252 | Saku Jääskeläinen",
                "windows-1252 | José Ñúñez; Müller; Éric Lefèvre; à Paris; ÅSE",
                "windows-1252 | O’Brien – “x”, 5 €; café",
                "windows-1252 | 5 € for the team’s lunch",
                "windows-1251 | Иван Петров; Ольга",
                "windows-1251 | МОСКВА; Отдел кадров; Иванова-Петрова",
                "windows-1251 | «Вектор» – отдел №5",
                "KOI8-R | Иван Петров; Ольга",
                "IBM866 | Иван Петров; Ольга",
                "windows-1256 | علي",
                "windows-1256 | آزاده صابري; زيرساخت، شبكه‌ها؛ كارشناس؟",
                "windows-1256 | محمَّد; مدرسة",
                "windows-1253 | Γιάννης Παπαδόπουλος; ΑΘΗΝΑ",
                "windows-1255 | שלום כהן; מרים לוי",
                "windows-1250 | Łukasz Wałęsa; Żaneta",
                "ISO-8859-2 | Paweł Gąska; Śliwa",
                "ISO-8859-5 | Иван Петров; Ольга",
                "windows-1254 | Ayşe Yılmaz; İstanbul; Çağrı",
                "windows-1252 | Þórður Guðmundsson; Ýmir Sævarsson",
                "IBM850 | Jääskeläinen; Müller",
                "x-MacRoman | Jääskeläinen; café",
            })
    void theEncodingIsTheOneInWhichWordsLookLikeWords(Charset charset, String text) throws IOException {
        EncodingGuess guess = guess(("Email;Name\r\nx@x.ir;" + text + "\r\n").getBytes(charset));

        assertThat(guess.charset()).isEqualTo(charset);
        assertThat(guess.doubt("a.csv")).isEmpty();
        assertThat(guess.line()).isEqualTo(2);
    }

    @Test
    void whatWasGuessedIsSaidWithLettersByWhichSomebodyKnowsWhetherItIsRight() throws IOException {
        CsvDialect cyrillic = CsvDialect.of(resource("cyrillic.csv"));
        assertThat(cyrillic.charset()).isEqualTo(Charset.forName("windows-1251"));
        assertThat(cyrillic.guess().sentence("ru.csv"))
                .startsWith(
                        "ru.csv does not say its encoding, and it is not UTF-8. It was read as windows-1251 (Cyrillic): byte ")
                .contains("byte E2 as в", "(the first in line 2).")
                .doesNotContain("Иван", "Петров");
        assertThat(CsvDialect.of(resource("western.csv")).guess().sentence("fi.csv"))
                .contains("windows-1252 (Western European): byte E4 as ä (the first in line 2)");
    }

    @Test
    void whatIsKnownIsNoGuess() throws IOException {
        Path file = resource("cyrillic.csv");
        assertThat(CsvDialect.of(file, Charset.forName("windows-1251"), null).guess())
                .isNull();
        CsvDialect other = CsvDialect.of(file, Charset.forName("windows-1256"), ';');
        assertThat(other.charset()).isEqualTo(Charset.forName("windows-1256"));
        assertThat(other.guess()).isNull();
        assertThat(CsvDialect.of(file, null, ';').guess()).isNotNull();
        for (byte[] bytes : List.of(
                "Email,Name\n".getBytes(UTF_8),
                "Иван".getBytes(UTF_8),
                "\uFEFFИван".getBytes(Charset.forName("UTF-16LE")))) {
            assertThat(CsvDialect.of(Files.write(folder.resolve("known"), bytes))
                            .guess())
                    .isNull();
        }
    }

    @Test
    void wordsWithLettersOfTwoScriptsAreADoubt() throws IOException {
        EncodingGuess guess = guess("Name\nИван\r\nОльга\rПетrов; Сидоrов\n".getBytes(Charset.forName("windows-1251")));
        assertThat(guess.doubt("ru.csv"))
                .hasValue(
                        "2 of 4 words of ru.csv would have letters of two scripts if it were windows-1251, the first in"
                                + " line 4.");
    }

    @Test
    void aTextInNoneOfTheseEncodingsIsADoubt() throws IOException {
        assertThat(guess("名\n王小明\n北京大学\n".getBytes(Charset.forName("GBK"))).doubt("zh.csv"))
                .isPresent();
    }

    @Test
    void anyTextOfWordsOfOneLanguageIsReadAsItWasWritten() throws IOException {
        List<List<String>> languages = List.of(
                List.of("windows-1252", "Müller", "Jürgen", "Größe", "café", "señor", "garçon", "Åse", "über"),
                List.of("windows-1251", "Иван", "отдел", "МОСКВА", "Наталья", "объём", "Ёлка", "и", "Щукин"),
                List.of("windows-1256", "علي", "محمد", "زيرساخت", "از", "شبكه‌ها", "پژمان", "گروه", "چاپ"),
                List.of("windows-1253", "Γιάννης", "και", "Παπαδόπουλος", "ΑΘΗΝΑ", "Ελένη"));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            List<String> language = languages.get(i % languages.size());
            Charset charset = Charset.forName(language.get(0));
            List<String> words = new ArrayList<>(List.of("Email", "Name", language.get(1)));
            for (int j = random.nextInt(30); j >= 0; j--) {
                words.add(language.get(1 + random.nextInt(language.size() - 1)));
            }
            String text = String.join(random.nextBoolean() ? " " : ",", words) + "\n";
            Path file = Files.write(folder.resolve("any.csv"), text.getBytes(charset));
            CsvDialect dialect = CsvDialect.of(file);
            assertThat(new String(Files.readAllBytes(file), dialect.charset()))
                    .as(text + dialect.charset())
                    .isEqualTo(text);
            assertThat(dialect.guess().doubt("x")).as(text).isEmpty();
        }
    }

    private EncodingGuess guess(byte[] bytes) throws IOException {
        return EncodingGuess.of(Files.write(folder.resolve("a.csv"), bytes));
    }

    private Path resource(String name) throws IOException {
        try (var in = getClass().getResourceAsStream(name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }
}
