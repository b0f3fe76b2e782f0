package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import io.waybill.system.TargetReport;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** The page of a system's report: what the target says now. */
public final class ReportPage {
    private static final int MOST = 1_000;

    private final List<TargetReport> reports;
    private final Clock clock;

    public ReportPage(List<TargetReport> reports, Clock clock) {
        this.reports = List.copyOf(reports);
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The page.
     *
     * @throws RefusedException when there is no such report
     */
    Answer show(Request request) throws SQLException {
        TargetReport report = report(request);
        List<List<String>> rows = report.rows().read(MOST + 1);
        return new ReportView(
                report.system(),
                report.name(),
                report.title(),
                report.sentence(),
                clock.instant(),
                report.columns(),
                rows.size() > MOST ? rows.subList(0, MOST) : rows,
                rows.size() > MOST);
    }

    /**
     * All its rows, as a table for spreadsheets.
     *
     * @throws RefusedException when there is no such report
     */
    Answer csv(Request request) {
        TargetReport report = report(request);
        return new Answer.Csv(report.system() + "-" + report.name() + ".csv", out -> {
            out.row(report.columns());
            for (List<String> row : report.rows().read(Integer.MAX_VALUE)) {
                out.row(row);
            }
        });
    }

    private TargetReport report(Request request) {
        return reports.stream()
                .filter(each -> each.system().equals(request.word("system"))
                        && each.name().equals(request.word("report")))
                .findFirst()
                .orElseThrow(() -> RefusedException.notFound("There is no such report."));
    }
}
