package io.waybill.desk;

import java.util.List;
import java.util.stream.Stream;

/** What people, programs and attackers type into fields and name their files. */
final class NaughtyStrings {
    /** One of each sort: for every run of the tests. */
    static final List<String> SOME = List.of(
            "",
            "../../../../etc/passwd",
            "a\"b'c`d.csv",
            "<script>alert(1)</script>.csv",
            "\"><svg onload=alert(1)>",
            "${jndi:ldap://127.0.0.1/a}",
            "@if(true)x@endif",
            "; DROP TABLE waybill.waybills; --",
            "%",
            "گزارش ۱۲۳.csv",
            "\u202Evsc.exe",
            "a\u0000b.csv",
            "a\r\nSet-Cookie: evil=1\r\n\r\n<p>",
            "\uD800",
            "x".repeat(300) + ".csv",
            "a.done");

    private static final List<String> OTHERS = List.of(
            " ",
            "\t",
            "null",
            "undefined",
            "true",
            "0",
            "-1",
            "1e999",
            "NaN",
            "0x10",
            "1,5",
            "９９９",
            "..\\..\\windows\\win.ini",
            "/etc/passwd%00.csv",
            "C:\\CON",
            "~",
            ".",
            "..",
            ".hidden",
            "-rf",
            "--help",
            "a b.csv",
            "a;b.csv",
            "a&b=c.csv",
            "a?b#c.csv",
            "a%2Fb%5Cc.csv",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "${7*7}",
            "#{7*7}",
            "{{7*7}}",
            "@template.x()",
            "!{int x = 1;}",
            "%s%n%x",
            "$(touch /tmp/x)",
            "`touch /tmp/x`",
            "' OR '1'='1",
            "\\'; SELECT pg_sleep(10); --",
            "_",
            "\\",
            "=cmd|'/C calc'!A0",
            "@SUM(1+1)",
            "+1+1",
            "naïve Ünïcödé.csv",
            "Zo\u0308e.csv",
            "שלום.csv",
            "日本語.csv",
            "😀👩‍👩‍👧‍👦.csv",
            "\u200B\u200D\uFEFF",
            "ﬁ ℌ ①",
            "\u001B[31mred\u001B[0m",
            "ü".repeat(200),
            "a.options",
            "a.part",
            "reason.txt",
            "waybill.json");

    /** All of them: for thorough runs. */
    static final List<String> ALL =
            Stream.concat(SOME.stream(), OTHERS.stream()).toList();

    private NaughtyStrings() {}
}
