package io.waybill.format.lino;

/** The generations of the format, from its beginnings in 2011; each is recognised by its {@code restore.py}. */
public enum Generation {
    /** Until August 2013: one file, whose rows are yielded. */
    G0,
    /** Until June 2014: a folder; no comment names the fields. */
    G1,
    /** Until July 2016: comments name the fields. */
    G2,
    /** Until June 2017: the header names the time zone, and times are given in it. */
    G3,
    /** Until January 2018: models that extend others are created as all others are. */
    G4,
    /** Until December 2018: a table may have several files. */
    G5,
    /** Until 2022: the script knows {@code --quick}. */
    G6,
    /** Since 2022: texts as they are, of Python 3. */
    G7
}
