package io.waybill.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropNamesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    live.dump, live.dump
                    ../../etc/passwd, passwd
                    C:\\Users\\sid\\users 2026.csv, users 2026.csv
                    /etc/, drop.file
                    .., drop.file
                    ., drop.file
                    '', drop.file
                    '   ', drop.file
                    ' a.csv ', a.csv
                    naïve.csv, naïve.csv
                    nai\u0308ve.csv, naïve.csv
                    گزارش.csv, گزارش.csv
                    """)
    void aNameFromElsewhereBecomesAPlainOne(String name, String safe) {
        assertThat(DropNames.safe(name)).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.csv:Zone.Identifier",
                "Thumbs.db",
                "desktop.ini",
                "#users.csv#",
                ".#users.csv",
                ".users.csv.swp",
                "users.csv.swp",
                "~$users.xlsx",
                ".~lock.users.csv#",
                "users.csv~",
                "users.csv.filepart",
                "users.csv.CRDOWNLOAD",
                "Unconfirmed 1.crdownload",
                "users.csv.part",
                ".DS_Store",
                "~syncthing~users.csv.tmp",
                "Icon\r",
                "@eaDir",
                "$RECYCLE.BIN",
            })
    void companionsAndUnfinishedFilesAreNoDrops(String name) {
        assertThat(DropNames.isDrop(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.csv", "#1.csv", "#", "users (2).csv", "party.csv", "icon", "lock.csv", "نام.csv"})
    void filesOfPeopleAreDrops(String name) {
        assertThat(DropNames.isDrop(name)).isTrue();
    }

    @Test
    void whatATerminalOrAFileSystemWouldTakeForSomethingElseIsReplaced() {
        assertThat(DropNames.safe("a\u0000b\nc\u001B[31m.csv")).isEqualTo("a_b_c_[31m.csv");
        assertThat(DropNames.safe("fdp.\u202Evsc")).isEqualTo("fdp._vsc");
        assertThat(DropNames.safe("\uD800.csv")).isEqualTo("_.csv");
    }

    @Test
    void aLongNameKeepsItsExtension() {
        String safe = DropNames.safe("ü".repeat(400) + ".csv");
        assertThat(safe).endsWith("ü.csv");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(150, 180);
    }

    @Property(tries = 300)
    void whateverTheNameIsItIsOneNameThatAFileCanHave(@ForAll String name) throws Exception {
        String safe = DropNames.safe(name);
        Path folder = Files.createTempDirectory("names");
        Path file = folder.resolve(safe);
        assertThat(file.getParent()).isEqualTo(folder);
        Files.createFile(file);
        Files.delete(file);
        Files.delete(folder);
    }
}
