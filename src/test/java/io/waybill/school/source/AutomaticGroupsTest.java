package io.waybill.school.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.school.demo.InventedSchool;
import io.waybill.school.demo.SchoolSize;
import io.waybill.school.isams.IsamsAdapter;
import io.waybill.school.isams.IsamsExport;
import io.waybill.school.model.Area;
import io.waybill.school.model.AreaState;
import io.waybill.school.model.GroupKind;
import io.waybill.school.model.SchoolRecord.AutomaticGroup;
import io.waybill.school.model.SchoolRecord.Member;
import io.waybill.school.policy.SchoolPolicy;
import io.waybill.school.sample.SamplePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutomaticGroupsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void aSmallSchoolHasExported() throws IOException {
        new InventedSchool(SchoolSize.SMALL).writeIsams(folder);
    }

    private CollectedExtract read(SchoolPolicy policy) throws IOException {
        CollectedExtract extract = new CollectedExtract();
        AutomaticGroups groups = new AutomaticGroups(policy, extract);
        new IsamsAdapter(policy, SamplePolicy.WHOLE_YEAR, null)
                .read(new IsamsExport(folder.resolve("data.xml"), "data.xml", Map.of()), groups);
        groups.complete();
        return extract;
    }

    private static List<String> names(CollectedExtract extract) {
        return extract.records(AutomaticGroup.class).stream()
                .map(AutomaticGroup::name)
                .toList();
    }

    private static List<String> members(CollectedExtract extract, String name) {
        return extract.records(Member.class).stream()
                .filter(member -> member.group().kind() == GroupKind.AUTOMATIC
                        && member.group().id().equals(name))
                .map(Member::id)
                .toList();
    }

    @Test
    void groupsFollowFromWhatIsKnownOfPeople() throws IOException {
        CollectedExtract extract = read(SamplePolicy.ORDINAL);

        assertThat(extract.areas()).containsEntry(Area.AUTOMATIC_GROUPS, AreaState.LOADED);
        assertThat(members(extract, "All staff")).hasSize(12);
        assertThat(members(extract, "All pupils")).hasSize(28);
        assertThat(members(extract, "1st year")).containsExactly("1", "8", "15", "22");
        assertThat(members(extract, "South House pupils")).containsExactly("1", "5", "9", "13", "17", "21", "25");
        assertThat(members(extract, "South House 1st year")).containsExactly("1");
        assertThat(members(extract, "Art teachers")).contains("1");
        assertThat(members(extract, "1st year Art teachers")).containsExactly("1");
        assertThat(members(extract, "Art pupils")).hasSize(7).contains("teaching/1");
        assertThat(members(extract, "1st year Art pupils")).containsExactly("teaching/1");
        assertThat(members(extract, "1st year teachers")).hasSize(10);
        assertThat(members(extract, "Teaching staff")).hasSize(12);
    }

    @Test
    void aSchoolNamesThemInItsOwnWay() throws IOException {
        SchoolPolicy policy = new SchoolPolicy(
                SamplePolicy.NUMBERED.years(),
                SamplePolicy.ORDINAL.staffDomains(),
                "{name}",
                SamplePolicy.NUMBERED.wholeHouses(),
                SamplePolicy.NUMBERED.nothing());

        assertThat(names(read(policy)))
                .contains("Year 9", "South pupils", "South Year 9", "North pupils", "Year 9 Art teachers")
                .doesNotContain("Year 7", "North Year 9", "1st year");
    }

    @Test
    void aGroupWithoutBasisIsNotThere() throws IOException {
        Path data = folder.resolve("data.xml");
        Files.writeString(data, Files.readString(data).replace("<NCYear>8</NCYear>", "<NCYear>9</NCYear>"));

        assertThat(names(read(SamplePolicy.ORDINAL)))
                .contains("1st year", "3rd year")
                .doesNotContain("2nd year");
    }

    @Test
    void staffWhoAreNotActiveAreInNone() throws IOException {
        CollectedExtract extract = read(SamplePolicy.NUMBERED);

        assertThat(names(extract))
                .contains("All pupils")
                .doesNotContain("All staff", "Teaching staff", "Art teachers", "Art pupils");
    }
}
