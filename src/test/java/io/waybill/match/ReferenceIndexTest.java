package io.waybill.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceIndexTest {
    private final ReferenceIndex index = ReferenceIndex.of(
            List.of(
                    entry("tripos", "All Tripos", ""),
                    entry("tripos/nst", "Natural Science Tripos", "tripos"),
                    entry("tripos/nst/IA", "Part IA", "part"),
                    entry("tripos/nst/IA/chem", "Chemistry", "subject"),
                    entry("tripos/nst/IA/chem/practicals", "Practicals", "module"),
                    entry("tripos/nst/IA/phy_new", "Physics", "subject"),
                    entry("tripos/nst/IA/phys", "Physiology", "subject"),
                    entry("tripos/nst/IA/old-biol", "Biology of Cells", "subject"),
                    entry("tripos/nst/IB/biol", "Biology", "subject"),
                    entry("tripos/nst/II", "Part II", "part"),
                    entry("tripos/nst/II/chema", "Chemistry A", "subject"),
                    entry("tripos/asnac", "Anglo-Saxon, Norse and Celtic", "tripos"),
                    entry("tripos/asnac/I", "Part I", "part"),
                    entry("tripos/asnac/II", "Part II", "part"),
                    entry("tripos/asnac/I/old-norse", "Old Norse (Paper 6)", "module"),
                    entry("tripos/history", "History Tripos", "tripos"),
                    entry("tripos/history/I", "Part I", "part"),
                    entry("tripos/history/I/british-eco-soc-hist-10", "British Economic and Social History", "module"),
                    entry("tripos/history/IB_new", "Part IB", "part"),
                    entry("tripos/history/IB_new/british-eco", "British Economic History", "module"),
                    entry("tripos/history/IA/british-eco", "British Economic History", "module"),
                    entry("tripos/economic-res", "Economic Research", "tripos"),
                    entry("tripos/economic-res/mphil ", "MPhil", "part"),
                    entry("tripos/law", "Law Tripos", "tripos"),
                    entry("tripos/law/I", "Part I", "part")),
            entry -> List.of("part", "subject").contains(entry.type()));

    @ParameterizedTest
    @CsvSource({
        "tripos/nst/IB/chem, tripos/nst/IA/chem, same name under tripos/nst/IA instead of tripos/nst/IB",
        "tripos/asnc/I, tripos/asnac/I, one letter differs: asnac instead of asnc",
        "tripos/anglo_saxon/I/old_norse, tripos/asnac/I/old-norse, "
                + "same name under tripos/asnac/I instead of tripos/anglo_saxon/I",
        "tripos/economic-res/mphil, 'tripos/economic-res/mphil ', differs only in spaces",
        "Tripos/NST/ia/chem, tripos/nst/IA/chem, differs only in capitals",
        "tripos/economic_res/mphil, 'tripos/economic-res/mphil ', differs only in spaces and separators",
        "tripos/law/I/, tripos/law/I, differs only in slashes",
        "tripos/ｌaw/I, tripos/law/I, differs only in the form of letters",
        "tripos/hystory/I, tripos/history/I, one letter differs: history instead of hystory",
        "tripos/nst/II/chemb, tripos/nst/II/chema, one letter differs: chema instead of chemb",
        "tripos/history/I/british-ecco-soc-hist-1, tripos/history/I/british-eco-soc-hist-10, "
                + "two letters differ: british-eco-soc-hist-10 instead of british-ecco-soc-hist-1",
        "tripos/nst/chem, tripos/nst/IA/chem, same name under tripos/nst/IA instead of tripos/nst",
        "tripos/nst/IA/phy, tripos/nst/IA/phy_new, renamed: phy → phy_new",
        "tripos/nst/IA/phy-new-2014, tripos/nst/IA/phy_new, renamed: phy-new-2014 → phy_new",
        "tripos/nst/IA/biol, tripos/nst/IA/old-biol, renamed: biol → old-biol",
        "tripos/history/IB/british-eco, tripos/history/IB_new/british-eco, renamed: IB → IB_new",
        "tripos/economic/mphil, 'tripos/economic-res/mphil ', renamed: economic → economic-res",
    })
    void theBestCandidateIsTheOneThatWasMeant(String path, String meant, String why) {
        Candidate best = index.candidates(path, null, 3).get(0);

        assertThat(best.value()).isEqualTo(meant);
        assertThat(best.why()).isEqualTo(why);
        assertThat(best.score()).isBetween(0.6, 0.99);
    }

    @Test
    void aMemberOfASeriesIsNoRenamedOneWhenASpellingMistakeIsLikelier() {
        ReferenceIndex papers = ReferenceIndex.of(List.of(
                entry("tripos/law/II/paper", "", "part"),
                entry("tripos/law/II/paper_1", "", "part"),
                entry("tripos/law/II/paper_12", "", "part")));

        assertThat(papers.candidates("tripos/law/II/paper_13", null, 3))
                .extracting(Candidate::value)
                .startsWith("tripos/law/II/paper_1", "tripos/law/II/paper_12")
                .endsWith("tripos/law/II/paper");
    }

    @Test
    void aRenameIsFoundAmongThousandsThatBeginWithTheSameWord() {
        List<ReferenceEntry> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(entry("tripos/t" + i % 70 + "/II/lectures_" + i, "", "part"));
        }
        many.add(entry("tripos/t3/II/lectures_new", "", "part"));

        assertThat(ReferenceIndex.of(many)
                        .candidates("tripos/t3/II/lectures", null, 3)
                        .get(0))
                .isEqualTo(new Candidate("tripos/t3/II/lectures_new", 0.95, "renamed: lectures → lectures_new"));
    }

    @Test
    void theSameFullNameFindsWhatWasRenamedAltogether() {
        Candidate best = index.candidates("tripos/old_english", "Anglo Saxon, Norse and Celtic", 3)
                .get(0);

        assertThat(best.value()).isEqualTo("tripos/asnac");
        assertThat(best.why()).isEqualTo("same full name");
    }

    @Test
    void equalityButForCapitalsRanksAboveEveryOtherLikeness() {
        List<Candidate> candidates = index.candidates("tripos/asnac/i", null, 5);

        assertThat(candidates.get(0)).isEqualTo(new Candidate("tripos/asnac/I", 0.98, "differs only in capitals"));
        assertThat(candidates).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }

    @Test
    void whatRecordsUsuallyReferToRanksBeforeOthersAsLike() {
        ReferenceIndex both = ReferenceIndex.of(
                List.of(
                        entry("tripos/nst/IA/xylo/chem", "", "module"),
                        entry("tripos/nst/IA/xyla/chem", "", "subject")),
                entry -> entry.type().equals("subject"));

        assertThat(both.candidates("tripos/nst/IA/xylu/chem", null, 2))
                .extracting(Candidate::value)
                .containsExactly("tripos/nst/IA/xyla/chem", "tripos/nst/IA/xylo/chem");
    }

    @Test
    void onlyWhatMayBeReferredToIsSuggested() {
        assertThat(index.candidates(
                        "tripos/asnc", null, 5, entry -> entry.type().equals("part")))
                .allSatisfy(candidate -> assertThat(candidate.value()).matches(".*/(I|II|IA|mphil )"));
    }

    @Test
    void nothingIsSuggestedForWhatIsLikeNothing() {
        assertThat(index.candidates("qqqq/wwww", null, 3)).isEmpty();
        assertThat(index.candidates("", null, 3)).isEmpty();
        assertThat(index.candidates("///", null, 3)).isEmpty();
        assertThat(ReferenceIndex.of(List.of()).candidates("tripos/x", "X", 3)).isEmpty();
    }

    @Test
    void anExactPathIsFoundAndTheLastOfTwoCounts() {
        ReferenceIndex twice = ReferenceIndex.of(List.of(
                new ReferenceEntry("1", "tripos/x", "", "part", null),
                new ReferenceEntry("2", "tripos/x", "", "part", null)));

        assertThat(twice.find("tripos/x")).map(ReferenceEntry::key).contains("2");
        assertThat(twice.find("tripos/X")).isEmpty();
        assertThat(twice.candidates("tripos/X", null, 3)).hasSize(1);
    }

    @Test
    void namesThatShareManyLettersAreFoundInALargeVocabulary() {
        List<ReferenceEntry> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(entry("tripos/t" + i % 70 + "/II/paper_" + i * 7919, "", "part"));
        }
        ReferenceIndex large = ReferenceIndex.of(many);

        assertThat(large.candidates("tripos/t3/II/papr_" + 3 * 7919, null, 1))
                .extracting(Candidate::value)
                .containsExactly("tripos/t3/II/paper_" + 3 * 7919);
    }

    private static ReferenceEntry entry(String path, String fullName, String type) {
        return new ReferenceEntry(path, path, fullName, type, null);
    }
}
