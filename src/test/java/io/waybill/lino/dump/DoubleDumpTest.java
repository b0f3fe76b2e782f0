package io.waybill.lino.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.lino.demo.SampleSite;
import io.waybill.model.State;
import io.waybill.system.EmbeddedSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A site that is dumped, restored and dumped again gives the same dump: by the whole program, in both ways of restoring. */
@ExtendWith(TestPostgres.class)
class DoubleDumpTest {
    private static final DumpOptions OPTIONS = new DumpOptions(
            List.of("en", "de", "pt_BR"),
            Optional.empty(),
            Optional.empty(),
            50,
            Map.of("sites.Site", "django_site", "contacts.RoleType", "contacts_roletype"));

    @TempDir
    private Path folder;

    @Test
    void dumpRestoreDumpGivesTheSame(TestDatabase database) throws Exception {
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        SampleSite.ofPartners(60).writeFolder(folder.resolve("original"));
        LoadedDump.load(folder.resolve("original"), database.dataSource());
        database.run(
                "UPDATE contacts_partner SET modified = modified + interval '7 microseconds' WHERE id % 3 = 0",
                "UPDATE countries_place SET name_de = NULL, \"name_pt_BR\" = NULL WHERE name_de = 'None'",
                "UPDATE countries_place SET name_de = E'Ä \\u00a0😀 \\\\ '' \" \\t\\n' WHERE id % 2 = 0");
        Map<String, String> first = dump(database, "first");
        Map<String, Path> drops = Map.of("shadow", zip(database), "in-place", tar(folder.resolve("first")));
        try (TestWaybill waybill =
                TestWaybill.startOnly("lino", Files.createDirectories(folder.resolve("home")), database)) {
            for (Map.Entry<String, Path> drop : drops.entrySet()) {
                // Content types stay: Django makes them, and no dump has them.
                database.run("TRUNCATE django_site, countries_country, teams_team, contacts_roletype, contacts_partner"
                        + " CASCADE");
                LedgerEntry page = waybill.drop(
                        "lino/restore", drop.getValue(), false, Map.of("source.use-tz", "true", "way", drop.getKey()));
                assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
                Map<String, String> second = dump(database, drop.getKey());
                assertThat(second.keySet()).isEqualTo(first.keySet());
                first.forEach((file, text) -> assertThat(second.get(file))
                        .as(drop.getKey() + ", " + file)
                        .isEqualTo(text));
            }
        }
    }

    private Path zip(TestDatabase database) throws Exception {
        Path zip = folder.resolve("site.zip");
        new SiteDump(database.dataSource(), OPTIONS).write(zip);
        return zip;
    }

    private Path tar(Path dump) throws IOException {
        Path tar = folder.resolve("site.tar.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(tar));
                TarArchiveOutputStream out = new TarArchiveOutputStream(gzip);
                Stream<Path> files = Files.list(dump)) {
            for (Path file : files.toList()) {
                out.putArchiveEntry(new TarArchiveEntry(file, "site/" + file.getFileName()));
                Files.copy(file, out);
                out.closeArchiveEntry();
            }
        }
        return tar;
    }

    /** All files but the manifest, which says when the dump was made. */
    private Map<String, String> dump(TestDatabase database, String name) throws Exception {
        new SiteDump(database.dataSource(), OPTIONS).write(folder.resolve(name));
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            for (Path file : files.toList()) {
                if (!file.endsWith(DumpManifest.FILE)) {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }
}
