package io.waybill.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What programs read from {@code waybill.json} and {@code /api/waybills}: byte for byte, because they rely on it. */
class WaybillJsonTest {
    @Test
    void everyFieldKeepsItsNamePlaceAndForm() {
        assertThat(new WaybillJson(SampleWaybill.LONDON).page(SampleWaybill.page()))
                .isEqualTo("""
                {
                  "waybill" : 12,
                  "system" : "timetable",
                  "feed" : "live",
                  "state" : "held",
                  "preview" : true,
                  "message" : "A guard holds it. Ünïcode.",
                  "sameAs" : 7,
                  "kind" : "drop",
                  "refersTo" : 8,
                  "undoneBy" : 9,
                  "requestedBy" : "ann",
                  "journalPrunedAt" : "2026-03-29T03:59:59.5+01:00",
                  "file" : {
                    "name" : "live.dump",
                    "size" : 1234,
                    "sha256" : "abababababababababababababababababababababababababababababababab"
                  },
                  "configuration" : "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd",
                  "options" : {
                    "again" : "true",
                    "preview" : "true",
                    "force-update" : "true"
                  },
                  "waybillVersion" : "1.2.3",
                  "claimedBy" : "waybill",
                  "claimedAt" : "2026-03-29T00:59:59.5Z",
                  "finishedAt" : "2026-03-29T03:01:39.5+01:00",
                  "attempts" : 2,
                  "progress" : 100,
                  "steps" : [ {
                    "state" : "claimed",
                    "at" : "2026-03-29T00:59:59.5Z"
                  }, {
                    "state" : "applying",
                    "at" : "2026-03-29T02:00:00.5+01:00"
                  }, {
                    "state" : "held",
                    "at" : "2026-03-29T02:00:01.5+01:00"
                  } ],
                  "counts" : [ {
                    "subject" : "letters.letter",
                    "origin" : "drop",
                    "read" : 10,
                    "inserted" : 1,
                    "updated" : 2,
                    "retired" : 0,
                    "deleted" : 1,
                    "unchanged" : 3,
                    "filtered" : 1,
                    "rejected" : 2,
                    "removed" : 4
                  } ],
                  "fingerprint" : "06c1653a2fea476a",
                  "plan" : [ {
                    "table" : "letters",
                    "model" : "letters.letter",
                    "rowsBefore" : 100,
                    "inserts" : 1,
                    "updates" : 2,
                    "retirements" : 0,
                    "deletes" : 5,
                    "unchanged" : 3
                  } ],
                  "guards" : [ {
                    "guard" : "deletes",
                    "subject" : "letters",
                    "measured" : 5,
                    "of" : 100,
                    "limit" : "at most 3 %",
                    "tripped" : true,
                    "sentence" : "5 of 100 rows would be deleted."
                  } ],
                  "verdicts" : [ {
                    "verdict" : "declined",
                    "by" : "bob",
                    "reason" : "too many",
                    "at" : "2026-03-29T02:00:59.5+01:00",
                    "fingerprint" : "0123456789abcdef"
                  } ],
                  "comparison" : {
                    "before" : {
                      "users" : 3
                    },
                    "after" : {
                      "users" : 1234
                    }
                  },
                  "notices" : [ {
                    "rule" : "duplicate",
                    "sentence" : "Two rows are alike.",
                    "count" : 2
                  } ],
                  "rejects" : [ {
                    "kind" : "user",
                    "rule" : "unknown-team",
                    "state" : "open",
                    "count" : 2
                  } ],
                  "checks" : [ {
                    "name" : "no-orphans",
                    "severity" : "error",
                    "sentence" : "A letter has no author.",
                    "rows" : 2,
                    "milliseconds" : 15,
                    "failure" : "",
                    "examples" : [ "letter 1", "letter 2" ]
                  } ],
                  "backups" : [ {
                    "id" : "12-live",
                    "path" : "backup/12",
                    "size" : 99,
                    "rows" : 100,
                    "removedAt" : "2026-03-29T04:13:19.5+01:00"
                  } ],
                  "files" : [ {
                    "role" : "original",
                    "path" : "archive/2026/03/29/12/live.dump",
                    "size" : 1234,
                    "sha256" : "abababababababababababababababababababababababababababababababab"
                  } ]
                }
                """);
    }
}
