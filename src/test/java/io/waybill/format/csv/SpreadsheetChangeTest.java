package io.waybill.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What spreadsheets do to cells, as it was seen, beside what people do to them. */
class SpreadsheetChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "09120000009~9120000009~leading zeros",
                "007~7~leading zeros",
                "0~0.00~another form of the number",
                "09120000009~9.12E+09~an exponent",
                "09120000009~9,12E+09~an exponent",
                "9120000009123~9.12E+12~an exponent",
                "12345678901234567890~1.23457E+19~an exponent",
                "12345678901234567890~12345678901234500000~digits behind the fifteenth",
                "1234567890123456789~1234567890123460000~digits behind the fifteenth",
                "+989120000009~989120000009~another form of the number",
                "۰۹۱۲۳~9123~leading zeros",
                "1E5~100000~another form of the number",
                "1E5~1.00E+05~another form of the number",
                "1.50~1.5~another form of the number",
                "1.5~1,5~another form of the number",
                "2.0~2~another form of the number",
                "12,345~12345~another form of the number",
                "1,234.50~1234.5~another form of the number",
                "(5)~-5~another form of the number",
                "50%~0.5~another form of the number",
                "50%~50.00%~another form of the number",
                "0.12345678901234567~0.123456789~decimals that were not shown",
                "2024-03-05~05.03.2024~date",
                "2024-03-05~3/5/2024~date",
                "2024-03-05~05/03/24~date",
                "2024-03-05~05-Mar-24~date",
                "2024-03-05~5. Mär 24~date",
                "2024-03-05~Tuesday, March 5, 2024~date",
                "2024-03-05~2024-03-05 00:00:00~date",
                "2024-03-05~2024/3/5 0:00~date",
                "2024-03-05~45356~date",
                "1403-01-15~15.01.1403~date",
                "1403/01/15~01/15/03~date",
                "1-2~01. Feb~date",
                "1-2~2-Jan~date",
                "3/4~03.04.2024~date",
                "3.4~03. Apr~date",
                "Mar-05~01.03.2005~date",
                "MARCH1~1-Mar~date",
                "SEPT2~02. Sep~date",
                "DEC1~01.12.2026~date",
                "10:30~10:30:00~time",
                "10:30~10:30:00 AM~time",
                "22:30~10:30 PM~time",
                "true~TRUE~true or false",
                "false~FALSCH~true or false",
                "Core~#NAME?~error",
                "=A1~#REF!~error",
                "5~########~error",
                "ندا~???~encoding",
                "Renée ن~Renée ?~encoding",
                "Renée~RenÃ©e~encoding",
                "{\"a\": 1}~{\"\"a\"\": 1}~quotes",
                "{\"a\": 1}~\"{\"\"a\"\": 1}\"~quotes",
                "{\"a\": \"b\"}~{“a”: “b”}~quotes",
                "Ada ~Ada~white space"
            })
    void whatASpreadsheetDoesByItselfIsRecognised(String original, String returned, String how) {
        assertThat(SpreadsheetChange.between(original, returned))
                .hasValueSatisfying(told -> assertThat(told).contains(how));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "09120000009~09120000008",
                "09120000009~9120000008",
                "9120000009~09120000009",
                "7~007",
                "9120000009123~9.13E+12",
                "12345678901234567890~12345678901234567891",
                "1234567890~1234567800",
                "3.14159~3.14",
                "1.5~15",
                "5~50%",
                "2024-03-05~2024-05-03",
                "2024-03-05~06.03.2024",
                "2024-03-05~05.03.2025",
                "2024-03-05~05-Mar",
                "2024-03-05~March 2024",
                "2024-03-05~45357",
                "1-2~2-3",
                "10:30~11:30",
                "10:30~10:30:30",
                "22:30~10:30 AM",
                "true~FALSE",
                "yes~TRUE",
                "Core~Coer",
                "Core~core",
                "Core~",
                "#N/A~Core",
                "#N/A~#REF!",
                "abc~???",
                "ندا~ندا?",
                "Renée~Renee",
                "O'Neil~O’Neil",
                "a \"b\"~a “b”",
                "tripos/nst~tripos/nst/IA",
                "user/1~user/01",
                "a@x.ir~b@x.ir",
                "MARCH1~MARCH2",
                "12 Main St~12 Main Street"
            })
    void whatAPersonMayHaveMeantIsNot(String original, String returned) {
        assertThat(SpreadsheetChange.between(original, returned == null ? "" : returned))
                .isEmpty();
    }

    @Test
    void onlyWhatDestroysATextIsDamage() {
        assertThat(SpreadsheetChange.damage("007", "7")).isEmpty();
        assertThat(SpreadsheetChange.damage("05/03/2024", "2024-03-05")).isEmpty();
        assertThat(SpreadsheetChange.damage("Coer", "#NAME?")).isPresent();
        assertThat(SpreadsheetChange.damage("ندا", "???")).isPresent();
    }

    @Test
    void aLongCellIsCut() {
        String cell = "x".repeat(40_000);

        assertThat(SpreadsheetChange.between(cell, cell.substring(0, 32_767))).isPresent();
        assertThat(SpreadsheetChange.between(cell, cell.substring(0, 32_766))).isEmpty();
        assertThat(SpreadsheetChange.between(cell, "9".repeat(50_000))).isEmpty();
    }

    @Test
    void aTextInEveryUsualEncodingReadAsAnotherIsRecognised() {
        for (String written : new String[] {"UTF-8", "windows-1252"}) {
            for (String read : new String[] {"windows-1252", "windows-1250", "x-MacRoman", "IBM850"}) {
                String wrong = new String("Zoë Müller".getBytes(Charset.forName(written)), Charset.forName(read));
                if (!wrong.equals("Zoë Müller")) {
                    assertThat(SpreadsheetChange.between("Zoë Müller", wrong))
                            .as(written + " as " + read)
                            .isPresent();
                }
            }
        }
        String persian = "ندا";
        assertThat(SpreadsheetChange.between(
                        persian, new String(persian.getBytes(StandardCharsets.UTF_8), Charset.forName("windows-1252"))))
                .isPresent();
    }
}
