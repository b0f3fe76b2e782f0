package io.waybill.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.TestWaybill;
import io.waybill.database.TestDatabase;
import io.waybill.desk.TestDesk;
import io.waybill.desk.Visitor;
import io.waybill.desk.Visitor.Reply;
import io.waybill.ledger.LedgerEntry;
import io.waybill.lino.LinoSystem;
import io.waybill.merlin.MerlinSystem;
import io.waybill.model.State;
import io.waybill.school.SchoolSystem;
import io.waybill.school.load.School;
import io.waybill.system.EmbeddedSchema;
import io.waybill.timetable.TimetableSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Waybill with the tables of all systems in one database, its desk, and somebody who may do everything there. */
final class Workplace implements AutoCloseable {
    private final Path folder;
    private final TestDatabase database;
    private final TestDesk desk;
    private final Visitor admin;
    private int files;

    private Workplace(Path folder, TestDatabase database, TestDesk desk) {
        this.folder = folder;
        this.database = database;
        this.desk = desk;
        this.admin = desk.visitor("admin");
    }

    /** @param folder for configuration, data and files; removed by the caller */
    static Workplace open(Path folder, TestDatabase database) throws Exception {
        EmbeddedSchema.create(new TimetableSystem(), database.dataSource());
        EmbeddedSchema.create(new MerlinSystem(), database.dataSource());
        EmbeddedSchema.create(new SchoolSystem(), database.dataSource());
        EmbeddedSchema.create(new LinoSystem(), database.dataSource());
        database.run("INSERT INTO api_department (uuid, date_created, date_updated, name, description)"
                + " VALUES (gen_random_uuid(), now(), now(), 'Engineering', '')");
        return new Workplace(folder, database, TestDesk.start(folder, database, Map.of(), home -> {
            TestWaybill.askForBackups(home);
            School.ofTheInventedYear(home);
            sitesInUtc(home);
        }));
    }

    private static void sitesInUtc(Path home) {
        Path mapping = home.resolve("config/lino.yaml");
        try {
            Files.writeString(
                    mapping, Files.readString(mapping).replace("#source: {use-tz: true", "source: {use-tz: true"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestDatabase database() {
        return database;
    }

    TestWaybill waybill() {
        return desk.waybill();
    }

    Visitor admin() {
        return admin;
    }

    /** Of the desk. */
    String address() {
        return desk.url("");
    }

    Path home() {
        return waybill().config().getParent();
    }

    /** A path that nothing has. */
    Path file(String name) {
        return folder.resolve(++files + "-" + name);
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(file(name), text);
    }

    LedgerEntry drop(String feed, String name, String text) throws IOException {
        return decided(waybill().drop(feed, write(name, text), false, Map.of()));
    }

    LedgerEntry drop(String feed, Path file, Map<String, String> options) throws IOException {
        return decided(waybill().drop(feed, file, false, options));
    }

    LedgerEntry delivered(LedgerEntry page) {
        assertThat(page.state()).as(page.message()).isEqualTo(State.DELIVERED);
        return page;
    }

    /** Who finds a drop held looks at it, and approves it at once. */
    LedgerEntry decided(LedgerEntry page) {
        if (page.state() != State.HELD) {
            return page;
        }
        String place = "/waybills/" + page.number();
        see(place, place + "/changes", place + "/changes?kind=update", place + "/changes?text=nobody");
        return waybill().decided(page, true);
    }

    void undone(LedgerEntry page) {
        delivered(waybill().undone(page, false));
    }

    /** What the desk has dropped for somebody. */
    LedgerEntry ended(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(303);
        return waybill().ended(reply.location().replace("/drops/", ""));
    }

    void see(String... places) {
        for (String place : places) {
            Reply reply = admin.get(place);
            assertThat(reply.status()).as(place + reply.text()).isEqualTo(200);
        }
    }

    /** The place of the first reject of a waybill for which a condition holds. */
    String reject(String condition) {
        return "/rejects/"
                + database.number("SELECT min(id) FROM waybill.rejects WHERE state = 'open' AND " + condition);
    }

    /** A zip of a folder's files. */
    Path zip(Path of) throws IOException {
        Path zip = file("export.zip");
        try (Stream<Path> all = Files.list(of);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : all.sorted().toList()) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return zip;
    }

    @Override
    public void close() {
        desk.close();
    }
}
