package io.waybill.school.demo;

import static io.waybill.school.demo.InventedSchool.DAYS;
import static io.waybill.school.demo.InventedSchool.FIRST_YEAR;
import static io.waybill.school.demo.InventedSchool.FORENAMES;
import static io.waybill.school.demo.InventedSchool.HOUSES;
import static io.waybill.school.demo.InventedSchool.PERIODS;
import static io.waybill.school.demo.InventedSchool.ROOMS;
import static io.waybill.school.demo.InventedSchool.SUBJECTS;
import static io.waybill.school.demo.InventedSchool.SURNAMES;
import static io.waybill.school.demo.InventedSchool.initials;
import static io.waybill.school.demo.InventedSchool.laterSlot;
import static io.waybill.school.demo.InventedSchool.period;
import static io.waybill.school.demo.InventedSchool.previousId;
import static io.waybill.school.demo.InventedSchool.slot;
import static io.waybill.school.demo.InventedSchool.year;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The tables of SchoolBase that an invented school gives; activities meet in two weeks, with other pupils in the second. */
final class InventedSchoolBase {
    private final InventedSchool school;
    private final SchoolSize size;
    private final LocalDate first;
    private final LocalDate week;

    InventedSchoolBase(InventedSchool school) {
        this.school = school;
        this.size = school.size();
        this.first = school.first();
        this.week = school.week();
    }

    /** Writes the tables. */
    void write(Path folder) throws IOException {
        table(folder, "academicyear", "AcYearIdent,AcYearName", lines -> lines.add("16,2016/17"));
        table(folder, "years", "YearIdent,YearDesc,YearName,Ptype", lines -> {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + SchoolSize.YEARS; year++) {
                lines.add("%d,%d,Year %d,60", 100 + year, year, year);
            }
            lines.add("99,6,Prep,40");
        });
        table(folder, "curriculum", "CurrIdent,AcYearIdent,YearIdent,SubjectIdent", lines -> {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + SchoolSize.YEARS; year++) {
                lines.add("%d,16,%d,1", 200 + year, 100 + year);
                lines.add("%d,15,%d,1", 300 + year, 100 + year);
            }
        });
        table(
                folder,
                "staff",
                "UserIdent,UserName,UserMnemonic,UserSurname,UserTitle,UserForename,UserLeft,UserTeach,UserDoesCover,UserEmail,PType",
                lines -> {
                    for (int n = 1; n <= size.staff(); n++) {
                        String forename = FORENAMES.get(n % 25);
                        String surname = SURNAMES.get(n / 25 % 25);
                        lines.add(
                                "%d,Dr %s %s,%s,%s,Dr,%s,0,1,1,Staff%d@School.example,60",
                                previousId(n), forename, surname, initials(n), surname, forename, n);
                    }
                    lines.add("6000,Somebody Else,ZZZ,Else,Mr,Somebody,0,0,0,else@school.example,40");
                });
        table(
                folder,
                "pupil",
                "PupOrigNum,Pu_Surname,Pu_Firstname,Pu_GivenName,PupReportName,PupEmail,Pu_CandNo,PupUCI,YearIdent,PType",
                lines -> {
                    for (int n = 1; n <= size.pupils(); n++) {
                        String forename = FORENAMES.get(n % 25);
                        String surname = SURNAMES.get(n / 25 % 25);
                        lines.add(
                                "%d,%s,%s,%s,%s %s,pupil%d@school.example,%d,,%d,60",
                                n, surname, forename, forename, forename, surname, n, 4000 + n, 100 + year(n));
                    }
                    lines.add("90000,Young,Very,Very,Very Young,,,,99,40");
                });
        table(folder, "room", "RoomIdent,Room,RoomName", lines -> {
            for (int n = 1; n <= ROOMS; n++) {
                lines.add("%d,R%d,Room %d", n, n, n);
            }
        });
        table(folder, "subjects", "SubCode,SubName,SubIdent", lines -> {
            for (int n = 1; n <= SUBJECTS.size(); n++) {
                lines.add("%s,%s,%d", SUBJECTS.get(n - 1).substring(0, 2), SUBJECTS.get(n - 1), n);
            }
        });
        schoolBaseGroups(folder);
        schoolBaseTimetable(folder);
        schoolBaseActivities(folder);
    }

    private static void table(Path folder, String name, String header, ExportLines.Content content) throws IOException {
        ExportLines.file(folder.resolve(name + ".csv"), lines -> {
            lines.add(header);
            content.write(lines);
        });
    }

    private void schoolBaseGroups(Path folder) throws IOException {
        table(folder, "groups", "GroupIdent,GroupName,YearIdent,SubIdent,CurrIdent", lines -> {
            for (int n = 0; n < size.sets(); n++) {
                lines.add(
                        "%d,%s,%d,%d,%d",
                        n + 1,
                        school.setCode(n),
                        100 + school.setYear(n),
                        school.subject(n) + 1,
                        200 + school.setYear(n));
            }
            lines.add("90001,Club 1,-10,0,0");
            lines.add("90002,7Ar1 of last year,107,1,307");
        });
        table(folder, "academicrecord", "AcrIdent,AcYearIdent,PupOrigNum,CurrIdent,GroupIdent", lines -> {
            int id = 0;
            for (int pupil = 1; pupil <= size.pupils(); pupil++) {
                for (int subject = 0; subject < SchoolSize.SUBJECTS; subject++) {
                    lines.add("%d,16,%d,%d,%d", ++id, pupil, 200 + year(pupil), school.set(pupil, subject) + 1);
                }
                lines.add("%d,15,%d,%d,90002", ++id, pupil, 300 + year(pupil));
            }
        });
        table(folder, "tutorgroup", "UserIdent,YearIdent,PupOrigNum,Pu_House", lines -> {
            for (int n = 1; n <= size.pupils(); n++) {
                int form =
                        (year(n) - FIRST_YEAR) * size.formsPerYear() + (n - 1) / SchoolSize.YEARS % size.formsPerYear();
                lines.add("%d,%d,%d,%s", previousId(1 + form % size.staff()), 100 + year(n), n, HOUSES.get(n % 4));
            }
            lines.add("0,107,-1,");
        });
        table(
                folder,
                "tags",
                "TagNo,TagUse,TagDate,TagDelDate,UserIdent,TagPrivate",
                lines -> lines.add("1,Theatre,,,%d,0", previousId(1)));
        table(folder, "puptag", "PupOrigNum,TagNo", lines -> lines.add("1,1\n2,1\n3,1"));
    }

    private void schoolBaseTimetable(Path folder) throws IOException {
        table(
                folder,
                "periodtimes",
                "PeriodTimesIdent,PeriodTimeStart,PeriodTimeEnd,Period,PeriodTimeSetIdent",
                lines -> {
                    int id = 0;
                    for (int day = 0; day < DAYS; day++) {
                        for (int period = 1; period <= PERIODS; period++) {
                            int start = (7 + period) * 60 + 30;
                            int key = period(1 + day / 5, 1 + day % 5, period);
                            lines.add("%d,%d,%d,%d,2", ++id, start, start + 50, key);
                            lines.add("%d,%d,%d,%d,1", ++id, start + 5, start + 40, key);
                        }
                    }
                });
        table(folder, "period", "Period,DayName,TeachingPeriod,PeriodWeek", lines -> {
            for (int day = 0; day < DAYS; day++) {
                for (int period = 1; period <= PERIODS; period++) {
                    lines.add(
                            "%d,%s,1,%d",
                            period(1 + day / 5, 1 + day % 5, period), DayOfWeek.of(1 + day % 5), 1 + day / 5);
                }
            }
        });
        table(
                folder,
                "timetable",
                "TimetableIdent,GroupIdent,StaffIdent,RoomIdent,Period,AcYearIdent,TimeNote",
                lines -> {
                    int id = 0;
                    for (int lesson = 0; lesson < SchoolSize.LESSONS; lesson++) {
                        for (int set = 0; set < size.sets(); set++) {
                            lines.add(
                                    "%d,%d,%d,%d,%d,16,",
                                    ++id,
                                    set + 1,
                                    previousId(1 + set % size.staff()),
                                    1 + set % ROOMS,
                                    slot(set * SchoolSize.LESSONS + lesson));
                        }
                    }
                    for (int n = 1; n <= 3; n++) {
                        lines.add("%d,0,%d,0,%d,16,Heads", ++id, previousId(n), laterSlot(0));
                    }
                    lines.add("%d,1,%d,1,%d,15,", ++id, previousId(1), slot(0));
                });
        table(
                folder,
                "staffabsence",
                "StaffAbIdent,StaffAbsenceDate,Period,StaffAbsenceDate2,Period2,UserIdent,RoomIdent",
                lines -> lines.add("1,29,1101,29,1101,%d,0", previousId(1)));
        table(
                folder,
                "staffabline",
                "StaffAbLineIdent,StaffAbIdent,StaffAbsenceDate,Period,StaffAbCoverNeed,UserIdent,RoomIdent,TimetableIdent",
                lines -> lines.add("11,1,29,1101,1,%d,0,1\n12,1,29,1101,1,%d,0,", previousId(1), previousId(1)));
        table(
                folder,
                "staffcovers",
                "StaffAbLineIdent,AbsenceDate,UserIdent,Staff,PType",
                lines -> lines.add("11,29,%d,X,60\n12,29,%d,X,60", previousId(2), previousId(2)));
    }

    private void schoolBaseActivities(Path folder) throws IOException {
        table(folder, "days", "Days,DateIdent", lines -> {
            for (int day = 1; day <= 380; day++) {
                lines.add("%s 00:00:00,%d", first.plusDays(day - 1L), day);
            }
        });
        // Any day of a week stands for it: here its Wednesday.
        long wednesday = ChronoUnit.DAYS.between(first, week) + 4;
        table(
                folder,
                "rtrotaweek",
                "RTRotaWeekIdent,DateIdent",
                lines -> lines.add("1,%d\n2,%d", wednesday, wednesday + 7));
        table(
                folder,
                "rtrwgroups",
                "RTRWGroupsIdent,RTRotaWeekIdent,GroupIdent,GroupDay,GroupStart,GroupEnd,SCTIdent,RoomIdent,StaffIdent,StaffIdent2,GroupName,"
                        + "DateIdent,UserIdent3,UserIdent4",
                lines -> {
                    int id = 0;
                    for (int week = 1; week <= 2; week++) {
                        for (int n = 1; n <= size.activities(); n++) {
                            lines.add(
                                    "%d,%d,%d,%d,970,1020,,%d,%d,0,Club %d,,,",
                                    ++id,
                                    week,
                                    90000 + n,
                                    1 + n % 5,
                                    1 + n % ROOMS,
                                    previousId(1 + n % size.staff()),
                                    n);
                        }
                    }
                });
        table(folder, "rtrwpupils", "PupOrigNum,RTRWGroupsIdent", lines -> {
            int id = 0;
            for (int week = 1; week <= 2; week++) {
                for (int n = 1; n <= size.activities(); n++) {
                    id++;
                    for (int member = 0; member < size.membersPerActivity(); member++) {
                        lines.add("%d,%d", 1 + (n * 7 + week + member) % size.pupils(), id);
                    }
                }
            }
        });
    }
}
