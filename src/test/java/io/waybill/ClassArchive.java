package io.waybill;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestServer;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Lets the processes that tests start load their classes from an archive of the JVM's own (class data sharing), with which they need
 * less than half of the processor time to start. It is made once for a state of the classes, in {@code target/class-archive}, by
 * whichever test process needs it first. The JVM wants the classes in jars for that, so Waybill's are packed into one.
 */
final class ClassArchive {
    private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final int MAKING_SECONDS = 180;

    private static List<String> options;

    private ClassArchive() {}

    /** What stands before the main class on the command line of a process: its class path, and the archive where there is one. */
    static synchronized List<String> options() throws IOException {
        if (options == null) {
            options = make();
        }
        return options;
    }

    private static List<String> make() throws IOException {
        if (!Files.isDirectory(CLASSES) || !System.getProperty("java.vm.name").contains("OpenJDK")) {
            return List.of("-cp", System.getProperty("java.class.path"));
        }
        Files.createDirectories(FOLDER);
        try (FileChannel channel =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Path jar = FOLDER.resolve("waybill-" + state() + ".jar");
            Path archive = Path.of(jar.toString().replace(".jar", ".jsa"));
            List<String> jars = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (!Path.of(entry).toAbsolutePath().equals(CLASSES)) {
                    (entry.endsWith(".jar") ? jars : others).add(entry);
                }
            }
            jars.add(jar.toString());
            if (!Files.exists(jar)) {
                removeOlder();
                Path packed = FOLDER.resolve("waybill-packed");
                pack(packed);
                Files.move(packed, jar);
                dump(archive, String.join(File.pathSeparator, jars));
            }
            // The archive holds for a class path that begins with the one that it was made with.
            jars.addAll(others);
            String path = String.join(File.pathSeparator, jars);
            return Files.exists(archive)
                    ? List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive, "-cp", path)
                    : List.of("-cp", path);
        }
    }

    /** Another text when a class or a resource has changed. */
    private static String state() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            long[] state = {0, 0};
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                state[0]++;
                state[1] = 31 * state[1]
                        + file.hashCode()
                        + Files.getLastModifiedTime(file).hashCode();
            }
            return state[0] + "-" + Long.toHexString(state[1]);
        }
    }

    private static void removeOlder() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("waybill-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static void pack(Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(0);
            for (Path file : files.sorted(Comparator.naturalOrder())
                    .filter(file -> !file.equals(CLASSES))
                    .toList()) {
                String name = CLASSES.relativize(file).toString().replace(File.separatorChar, '/');
                JarEntry entry = new JarEntry(Files.isDirectory(file) ? name + "/" : name);
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                out.putNextEntry(entry);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
    }

    /** Lets a process carry a small file, and write down what classes that took. Without success there is no archive. */
    private static void dump(Path archive, String classPath) throws IOException {
        Path folder = TestFolders.make("waybill-archive-");
        try (TestDatabase database = TestServer.shared().newDatabase()) {
            EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
            TestHome home = TestHome.ofProject(folder.resolve("home")).withTarget("TIMETABLE", database.settings());
            Path file = Files.writeString(folder.resolve("none.csv"), "subject,user,data\r\n");
            List<String> command = new ArrayList<>(WaybillProcess.java());
            Path dumped = FOLDER.resolve("waybill-dumped");
            command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + dumped, "-cp", classPath));
            command.addAll(List.of(
                    "io.waybill.Waybill", "drop", "timetable/permissions", file.toString(), "--preview", "--wait"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(home.environment());
            Process process = builder.start();
            if (!process.waitFor(MAKING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (Files.exists(dumped)) {
                Files.move(dumped, archive);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
