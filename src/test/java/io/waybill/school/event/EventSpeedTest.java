package io.waybill.school.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.database.TestDatabase;
import io.waybill.database.TestPostgres;
import io.waybill.school.SchoolSchema;
import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.isams.IsamsExport;
import io.waybill.school.sample.SamplePolicy;
import io.waybill.school.source.AutomaticGroups;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole year of a whole school. */
@ExtendWith(TestPostgres.class)
class EventSpeedTest {
    @Test
    @Tag("thorough")
    void aYearIsLoadedOnceAndThenNothingIsStaged(TestDatabase database, @TempDir Path folder) throws Exception {
        SchoolSchema.create(database);
        SchoolSchema.fill(database);
        new InventedSchool(SchoolSize.FULL).writeIsams(folder);
        Map<String, Path> tables = new TreeMap<>();
        try (var files = java.nio.file.Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".csv"))
                    .forEach(file -> tables.put(file.getFileName().toString(), file));
        }
        EventLoad load = new EventLoad(database);
        EventLoad.Source export = extract -> {
            AutomaticGroups groups = new AutomaticGroups(SamplePolicy.ORDINAL, extract);
            new IsamsAdapter(SamplePolicy.ORDINAL, SamplePolicy.WHOLE_YEAR, null)
                    .read(new IsamsExport(folder.resolve("data.xml"), "data.xml", tables), groups);
            groups.complete();
        };

        String first = load.load(InventedSchool.FIRST, export);
        long firstTime = load.milliseconds();
        database.run("VACUUM ANALYZE");
        String second = load.load(InventedSchool.FIRST, export);

        System.out.println(first + " in " + firstTime + " ms, then " + load.milliseconds() + " ms");
        assertThat(database.query("SELECT count(*) FROM events")).containsExactly("99944");
        assertThat(
                        database.query(
                                "SELECT count(*) FROM commitments GROUP BY covering_id IS NOT NULL ORDER BY covering_id IS NOT NULL"))
                .as("who and what takes part, and who stands in")
                .containsExactly("391805", "1");
        assertThat(second).isEmpty();
    }
}
