package io.waybill.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeOutputTest {
    @TempDir
    Path folder;

    @Test
    void aFileAppearsOnCommitAndNotBefore() throws IOException {
        Path target = folder.resolve("out.json");
        try (WholeFile file = new WholeFile(target)) {
            file.out().write("whole".getBytes(UTF_8));
            assertThat(target).doesNotExist();
            file.commit();
        }
        assertThat(target).hasContent("whole");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsLeftOfAFileThatWasNotCommitted() throws IOException {
        Path target = Files.writeString(folder.resolve("out.json"), "old");
        try (WholeFile file = new WholeFile(target)) {
            file.out().write("half".getBytes(UTF_8));
        }
        assertThat(target).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void aStreamGetsAllOrNothing() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (WholeStream stream = new WholeStream(target)) {
            stream.out().write("half".getBytes(UTF_8));
        }
        assertThat(target.size()).isZero();
        try (WholeStream stream = new WholeStream(target)) {
            stream.out().write("whole".getBytes(UTF_8));
            stream.commit();
        }
        assertThat(target.toString(UTF_8)).isEqualTo("whole");
    }

    @Test
    void aStreamIntoAFileGoesOnWhereTheFileStands() throws IOException {
        Path target = Files.writeString(folder.resolve("out.txt"), "before ");
        try (FileOutputStream out = new FileOutputStream(target.toFile(), true);
                WholeStream stream = new WholeStream(out)) {
            stream.out().write("after".getBytes(UTF_8));
            stream.commit();
        }
        assertThat(target).hasContent("before after");
    }
}
