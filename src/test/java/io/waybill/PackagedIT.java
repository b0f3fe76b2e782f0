package io.waybill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.database.TestServer;
import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is shipped, with the libraries beside it, started from somewhere else. */
class PackagedIT {
    private static final Path JAR = Path.of(System.getProperty("waybill.jar", "target/waybill.jar"));

    @TempDir
    private static Path folder;

    private static Path live;
    private static Path play;

    @BeforeAll
    static void dumps() throws IOException {
        live = unpacked("live.dump");
        play = unpacked("play.dump");
    }

    private static Path unpacked(String name) throws IOException {
        Path file = folder.resolve(name);
        try (GZIPInputStream packed =
                new GZIPInputStream(PackagedIT.class.getResourceAsStream("timetable/pair/" + name + ".gz"))) {
            Files.copy(packed, file);
        }
        return file;
    }

    /** Each of them is asked in {@code DocumentedCommandsTest}. */
    @Test
    void theProgramAndACommandOfASystemExplainThemselves() throws Exception {
        for (String command : List.of("", "import users")) {
            List<String> arguments =
                    new ArrayList<>(List.of((command + " --help").strip().split(" ")));
            Run run = run(null, arguments);
            assertThat(run.status).as(command).isZero();
            assertThat(run.out).as(command).startsWith("Usage: waybill" + (command.isEmpty() ? "" : " " + command));
            assertThat(run.out).as(command).contains("Exit status:", "3   delivered, but some records were rejected");
            assertThat(run.err).as(command).isEmpty();
        }
    }

    @Test
    void theTextJobsReadAndWriteStreamsWithoutStartingAnythingElse() throws Exception {
        Path classes = folder.resolve("classes.txt");
        Run extract =
                run(List.of("-Xlog:class+load:file=" + classes), live, List.of("timetable", "extract-non-user"), "");
        assertThat(extract.status).as(extract.err).isZero();
        assertThat(extract.out).startsWith("[\n{\"pk\": ").endsWith("}\n]\n");
        assertThat(Files.readAllLines(classes))
                .noneMatch(line -> line.contains("org.apache.camel")
                        || line.contains("org.apache.logging")
                        || line.contains("org.postgresql"));

        Path nonUser = Files.writeString(folder.resolve("live-non_user.json"), extract.out);
        Run permissions = run(play, List.of("timetable", "extract-permissions"));
        assertThat(permissions.status).as(permissions.err).isZero();
        Path csv = Files.writeString(folder.resolve("play-userperms.csv"), permissions.out);
        Run merge = run(csv, List.of("timetable", "merge-permissions", nonUser.toString()));
        assertThat(merge.status).as("some subjects are gone: " + merge.err).isEqualTo(3);
        assertThat(merge.out).startsWith("[").endsWith("]\n");
    }

    @Test
    void whatGoesWrongIsSaidInASentenceAndInTheExitStatus() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.dump"), "[{\"pk\": 1, ");
        Run refused = run(broken, List.of("timetable", "extract-non-user"));
        assertThat(refused.status).isEqualTo(1);
        assertThat(refused.out).isEmpty();
        assertThat(refused.err).contains("Nothing was written.").doesNotContain("\tat ");

        Run unknown = run(null, List.of("timetable", "extract-nothing"));
        assertThat(unknown.status).isEqualTo(2);
        assertThat(unknown.err).startsWith("waybill: ");

        Run wrong = run(List.of("-Dwaybill.http.port=many"), null, List.of("serve"), "wrong");
        assertThat(wrong.status).as(wrong.err).isEqualTo(2);
        assertThat(wrong.err.lines()).as(wrong.err).hasSize(1);
        assertThat(wrong.err).startsWith("waybill: ").contains("waybill.http.port");
    }

    @Test
    void aDropIsCarriedFromAnotherWorkingDirectory() throws Exception {
        Run run = run(List.of(), null, List.of("drop", "timetable/play", "play.dump", "--wait"), "data");

        assertThat(run.status).as(run.err).isZero();
        assertThat(run.out).startsWith("Waybill 1: delivered\n");
        assertThat(folder.resolve("data/outbox/timetable/play-userperms.csv")).isNotEmptyFile();
    }

    /** As cron, containers and systemd start it: without a locale, and with nothing else in the environment. */
    @Test
    void anyNameOfAFileIsCarriedWithoutALocale() throws Exception {
        Path rows = folder.resolve("named");
        Files.createDirectories(rows);
        for (String raw : List.of("caf%E9.csv", "%D9%86%D8%A7%D9%85.csv")) {
            Files.writeString(NameBytes.inRaw(rows, raw), "Email,Name\n" + raw.charAt(1) + "@x.example,One\n");
        }
        String bare = "env -i WAYBILL_DATA=\"$(printf '" + NameBytes.octal(folder)
                + "/donn\\303\\251es')\" WAYBILL_HTTP_PORT=0 WAYBILL_DESK_PORT=0 " + String.join(" ", java()) + " ";
        TestServer.linkPrograms(folder.resolve("donn\u00e9es/postgres/binaries"));
        Path log = folder.resolve("serve.txt");
        Process serve = new ProcessBuilder("sh", "-c", "exec " + bare + "serve")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.readString(log).contains("Stop with"));
            Path out = folder.resolve("bare.txt");
            Process drop = new ProcessBuilder(
                            "sh",
                            "-c",
                            bare + "drop merlin/users \"$(printf 'caf\\351.csv')\""
                                    + " \"$(printf '\\331\\206\\330\\247\\331\\205.csv')\" --wait")
                    .directory(rows.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(drop.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out))
                    .contains("Waybill 1: delivered", "caf%E9.csv", "Waybill 2: delivered", "\u0646\u0627\u0645.csv");
            assertThat(drop.exitValue()).isZero();
            List<ProcessHandle> started = serve.descendants().toList();
            serve.destroy();
            assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(serve.exitValue()).isEqualTo(128 + 15);
            assertThat(started).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        } finally {
            serve.destroyForcibly();
        }
    }

    private static List<String> java() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toAbsolutePath().toString());
    }

    private record Run(int status, String out, String err) {}

    private static Run run(Path in, List<String> arguments) throws Exception {
        return run(List.of(), in, arguments, "none");
    }

    private static Run run(List<String> jvm, Path in, List<String> arguments, String data) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvm);
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        command.addAll(arguments);
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        if (in != null) {
            builder.redirectInput(in.toFile());
        }
        builder.environment().keySet().removeIf(name -> name.startsWith("WAYBILL_"));
        builder.environment().put("WAYBILL_DATA", data);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
