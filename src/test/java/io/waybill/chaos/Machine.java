package io.waybill.chaos;

import io.waybill.chaos.Fault.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What only an administrator can do to a machine: small disks, folders that nobody may write to. */
final class Machine {
    private Machine() {}

    /** A disk of its own, of so many megabytes, mounted there. */
    static void mount(Path folder, int megabytes) throws Skipped, IOException, InterruptedException {
        Files.createDirectories(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()) != 0) {
            throw new Skipped("a small disk can be mounted by an administrator on Linux only");
        }
    }

    static void unmount(Path folder) throws IOException, InterruptedException {
        run("umount", folder.toString());
    }

    /** Nobody may make, change or delete anything directly in this folder. An administrator ignores modes, but not this. */
    static void freeze(Path folder) throws Skipped, IOException, InterruptedException {
        if (run("chattr", "+i", folder.toString()) != 0) {
            throw new Skipped("chattr +i is for an administrator on Linux, on a file system that knows it");
        }
    }

    static void thaw(Path folder) throws IOException, InterruptedException {
        run("chattr", "-i", folder.toString());
    }

    /**
     * Fills the disk that a folder is on, except for a number of bytes.
     *
     * @param leave bytes that stay free
     * @return the file that fills it
     */
    static Path fill(Path folder, long leave) throws IOException {
        Path ballast = folder.resolve(".ballast");
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (Files.getFileStore(folder).getUsableSpace() > leave) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full is full.
            return ballast;
        }
        return ballast;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
