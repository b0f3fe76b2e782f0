package io.waybill.lino.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.format.Faults;
import io.waybill.format.lino.DataFileReader;
import io.waybill.format.lino.DumpRow;
import io.waybill.format.lino.LinoDump;
import io.waybill.format.lino.UnusableValue;
import io.waybill.format.lino.WholeDump;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the values of a row mean, as the script of its dump says. */
class SourceRowsTest {
    @TempDir
    private Path folder;

    @Test
    void decimalsAreExactAndOneThatWouldFillTheMemoryIsNone() throws IOException {
        List<Object> amounts =
                amounts("'1E+2'", "' -70.00 '", "''", "None", "'1E+999999999'", "'1e-999999999'", "'NaN'", "'x'");
        assertThat(amounts.subList(0, 4)).containsExactly(new BigDecimal("1E+2"), new BigDecimal("-70.00"), "", null);
        assertThat(amounts.subList(4, 8))
                .allSatisfy(
                        amount -> assertThat(((UnusableValue) amount).rule()).isEqualTo("not-a-number"));
    }

    private List<Object> amounts(String... values) throws IOException {
        Files.writeString(
                folder.resolve("restore.py"),
                String.join(
                        "\n",
                        "# DJANGO_SETTINGS_MODULE was 'shelf.settings', TIME_ZONE was 'UTC'.",
                        "SOURCE_VERSION = '19.1.0'",
                        "shop_Item = resolve_model(\"shop.Item\")",
                        "def create_shop_item(id, amount):",
                        "    if amount is not None: amount = Decimal(amount)",
                        "    kw = dict()",
                        "    kw.update(id=id)",
                        "    kw.update(amount=amount)",
                        "    return shop_Item(**kw)",
                        "def main(args):",
                        "    execfile(\"shop_item.py\", *args)",
                        "    loader.finalize()",
                        "if __name__ == '__main__':",
                        "    parser.add_argument('--quick')",
                        ""));
        StringBuilder file = new StringBuilder(
                "logger.info(\"Loading " + values.length + " objects to table shop_item...\")\n# fields: id, amount\n");
        for (int i = 0; i < values.length; i++) {
            file.append("loader.save(create_shop_item(" + i + "," + values[i] + "))\n");
        }
        Files.writeString(folder.resolve("shop_item.py"), file + "\nloader.flush_deferred_objects()\n");
        List<Object> amounts = new ArrayList<>();
        Faults faults = new Faults();
        try (LinoDump dump = WholeDump.open(folder, UTF_8);
                DataFileReader reader = dump.read("shop_item.py", faults)) {
            SourceRows rows = new SourceRows(dump.script());
            while (reader.hasNext()) {
                for (DumpRow row : reader.next()) {
                    amounts.add(rows.row(row, "shop_item.py").values().get("amount"));
                }
            }
        }
        faults.throwIfAny();
        return amounts;
    }
}
