package io.waybill.chaos;

/**
 * One run of the campaign.
 *
 * @param name what happens, for the report
 * @param script what people do
 * @param fault what goes wrong
 * @param like what it has to come to in the end: what this comes to without any fault
 * @param place where the database is
 * @param disk megabytes of the disk that the data folder has to itself; 0 when it has none
 */
record Scenario(String name, Script script, Fault fault, Script like, Place place, int disk) {
    /** Where the database is. */
    enum Place {
        /** A server of the user's own, with Play in it. */
        OWN,
        /** The same, on a disk that can be filled. */
        SMALL_DISK,
        /** The one that Waybill runs itself, with nothing in it. */
        EMBEDDED
    }

    static Scenario of(String name, Script script, Fault fault) {
        return new Scenario(name, script, fault, script, Place.OWN, 0);
    }

    Scenario like(Script other) {
        return new Scenario(name, script, fault, other, place, disk);
    }

    Scenario in(Place other) {
        return new Scenario(name, script, fault, like, other, disk);
    }

    Scenario withDisk(int megabytes) {
        return new Scenario(name, script, fault, like, place, megabytes);
    }
}
