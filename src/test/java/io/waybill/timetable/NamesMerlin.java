package io.waybill.timetable;

import io.waybill.merlin.MerlinSystem;

/** What no class of Timetable may do: it names another system. The rules are tried on it. */
public final class NamesMerlin {
    /** The system that it names. */
    public MerlinSystem other() {
        return new MerlinSystem();
    }
}
