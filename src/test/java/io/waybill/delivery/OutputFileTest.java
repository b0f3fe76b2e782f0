package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.model.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereInOrderWithItsDigest() throws IOException {
        Path place = folder.resolve("out.json");
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        WorkFile written;
        try (OutputFile file = new OutputFile(place)) {
            byte[] buffer = new byte[50_000];
            for (int at = 0; at < bytes.length; at += buffer.length) {
                // The same buffer again and again: what was handed over must not change with it.
                System.arraycopy(bytes, at, buffer, 0, buffer.length);
                file.out().write(buffer);
            }
            assertThat(place).doesNotExist();
            written = file.complete().join();
        }

        assertThat(Files.readAllBytes(place)).isEqualTo(bytes);
        assertThat(written.digest()).isEqualTo(FileDigest.of(place));
    }

    @Test
    void nothingIsLeftOfOneThatIsNotCompleted() throws IOException {
        try (OutputFile file = new OutputFile(folder.resolve("out.json"))) {
            file.out().write(new byte[100_000]);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenIsToldAtTheLatestWhenItIsCompleted() throws IOException {
        Path place = Files.createDirectories(folder.resolve("out.json").resolve("inside"))
                .getParent();
        try (OutputFile file = new OutputFile(place)) {
            file.out().write(1);

            assertThatThrownBy(() -> file.complete().join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }
}
