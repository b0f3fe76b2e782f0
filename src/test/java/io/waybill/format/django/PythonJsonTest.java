package io.waybill.format.django;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.format.BrokenFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {
    private static String rewritten(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PythonJsonWriter writer = new PythonJsonWriter(out);
        try (PythonJson json = new PythonJson(new ByteArrayInputStream(text.getBytes(UTF_8)), "f")) {
            while (json.next()) {
                writer.element(json.element());
            }
        }
        writer.finish();
        return out.toString(UTF_8);
    }

    /** What Python 2.7 and 3 print for these. */
    @ParameterizedTest
    @CsvSource({
        "1e2, 100.0",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1e-4, 0.0001",
        "1e-5, 1e-05",
        "1.10, 1.1",
        "-0.0, -0.0",
        "-0, 0",
        "123456789012345680.0, 1.2345678901234568e+17",
        "2e-3, 0.002",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740993.0, 9007199254740992.0",
        "2.0E23, 2e+23",
        "1e23, 1e+23",
        "0.1, 0.1",
        "-1E400, -Infinity",
        "12345678901234567890, 12345678901234567890"
    })
    void numbersAreWrittenAsPythonDoes(String number, String expected) throws IOException {
        assertThat(rewritten("[" + number + "]")).isEqualTo("[\n    " + expected + "\n]\n");
    }

    @Property
    void everyDoubleReadsBackTheSame(@ForAll double value) {
        assertThat(Double.parseDouble(PythonJsonWriter.repr(value))).isEqualTo(value);
    }

    @Test
    void namesAreSortedAndTheLastOfTwoCounts() throws IOException {
        assertThat(rewritten(
                        "[{\"b\": 1, \"a\": [ ], \"\uD83D\uDE00\": { }, \"\uFFFD\": 2, \"b\" :\r\n3, \"B\": null}]"))
                .isEqualTo("[\n    {\n        \"B\": null, \n        \"a\": [], \n        \"b\": 3, \n"
                        + "        \"\\ufffd\": 2, \n        \"\\ud83d\\ude00\": {}\n    }\n]\n");
    }

    @Test
    void anEmptyObjectOrStringIsAnEmptyListToPython() throws IOException {
        assertThat(rewritten(" { } \n")).isEqualTo("[]\n");
        assertThat(rewritten("\"\"")).isEqualTo("[]\n");
        assertThatThrownBy(() -> rewritten("{} x")).isInstanceOf(BrokenFileException.class);
        assertThatThrownBy(() -> rewritten("\"a\"")).isInstanceOf(BrokenFileException.class);
    }
}
