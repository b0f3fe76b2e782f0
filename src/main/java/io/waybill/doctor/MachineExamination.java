package io.waybill.doctor;

import static io.waybill.doctor.Finding.missing;
import static io.waybill.doctor.Finding.note;
import static io.waybill.doctor.Finding.well;

import io.waybill.folder.DataFolder;
import io.waybill.folder.IgnoredNames;
import io.waybill.folder.MisplacedFiles;
import io.waybill.model.FeedName;
import io.waybill.settings.Settings;
import io.waybill.system.FeedGuide;
import io.waybill.system.WaybillSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** This machine: what the JVM takes file names for, the folders and their disk, files with passwords. */
final class MachineExamination {
    private final Settings settings;
    private final List<WaybillSystem> systems;

    MachineExamination(Settings settings, List<WaybillSystem> systems) {
        this.settings = settings;
        this.systems = systems;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(names(System.getProperty("sun.jnu.encoding", ""), System.getProperty("os.name", "")));
        folders(findings);
        passwords(findings);
        return findings;
    }

    /**
     * Whether file names in any script can be read and written.
     *
     * @param encoding that the JVM uses for file names
     */
    static Finding names(String encoding, String system) {
        boolean any = encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8") || system.startsWith("Windows");
        return any
                ? well("file names", "Names in any script can be read (" + encoding + ").")
                : missing(
                        "file names",
                        "The locale of this process knows only names in " + encoding
                                + ": a file with another name, such as an Arabic or accented one, cannot be read.",
                        "export LC_ALL=C.UTF-8, or another UTF-8 locale that locale -a lists (in a systemd unit: Environment=LC_ALL=C.UTF-8)");
    }

    private void folders(List<Finding> findings) {
        DataFolder data = new DataFolder(settings.data());
        Path root = data.root();
        FolderExamination examination = new FolderExamination(System.getProperty("user.name"));
        if (!Files.exists(root)) {
            Path above = root;
            while (above != null && !Files.exists(above)) {
                above = above.getParent();
            }
            findings.add(
                    above != null && Files.isDirectory(above) && Files.isWritable(above)
                            ? note(
                                    "folders",
                                    "The data folder " + root + " is not there yet: the first serve makes it.",
                                    "")
                            : missing(
                                    "folders",
                                    "The data folder " + root + " is not there, and cannot be made in " + above + ".",
                                    "install -d -o " + System.getProperty("user.name") + " -m 0700 " + root));
            if (above != null) {
                findings.add(Disk.ofFolder(above));
            }
            return;
        }
        List<Finding> wrong = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(root);
        folders.addAll(data.folders());
        List<Path> inboxes = new ArrayList<>();
        List<FeedName> feeds = systems.stream()
                .flatMap(system -> system.feeds().stream().map(FeedGuide::feed))
                .toList();
        for (FeedName feed : feeds) {
            inboxes.add(data.inbox(feed));
            inboxes.add(data.inbox(feed).resolve(DataFolder.PREVIEW));
        }
        folders.addAll(inboxes);
        settings.folder("waybill.backup.folder").ifPresent(folders::add);
        folders.stream().filter(Files::exists).forEach(folder -> examination.examine(folder, wrong));
        inboxes.stream().filter(Files::isDirectory).forEach(inbox -> examination.drops(inbox, wrong));
        List<String> misplaced = new MisplacedFiles(data, feeds, new IgnoredNames(settings.ignored())).find();
        if (!misplaced.isEmpty()) {
            wrong.add(note(
                    "folders",
                    MisplacedFiles.sentence(misplaced),
                    "moving " + (misplaced.size() == 1 ? "it" : "each") + " into the folder of its feed"));
        }
        examination.privacy(root, wrong);
        examination.oneFileSystem(root.resolve("inbox"), data.work(), wrong);
        findings.addAll(wrong);
        if (wrong.stream().noneMatch(Finding::isMissing)) {
            findings.add(well("folders", "Everything in " + root + " can be read and written."));
        }
        findings.add(Disk.ofFolder(root));
        settings.folder("waybill.backup.folder")
                .filter(Files::isDirectory)
                .map(Disk::ofFolder)
                .ifPresent(findings::add);
    }

    /** Files that hold passwords must be for the owner only. */
    private void passwords(List<Finding> findings) {
        List<String> passwords = new ArrayList<>(List.of("waybill.desk.tls.key-store-password"));
        for (WaybillSystem system : systems) {
            passwords.add("waybill.target." + system.name() + ".password");
            passwords.add("waybill.refresh." + system.name() + ".database.password");
        }
        List<String> files = new ArrayList<>(List.of("waybill.desk.tls.key-store"));
        passwords.forEach(password -> files.add(password + "-file"));
        for (String name : files) {
            settings.source()
                    .text(name)
                    .flatMap(file -> FolderExamination.secret(Path.of(file), name))
                    .ifPresent(findings::add);
        }
        passwords.stream()
                .filter(settings.source()::isFromFile)
                .findFirst()
                .ifPresent(name -> FolderExamination.secret(settings.config().resolve("application.properties"), name)
                        .ifPresent(findings::add));
    }
}
