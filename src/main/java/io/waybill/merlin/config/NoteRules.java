package io.waybill.merlin.config;

import static java.util.Objects.requireNonNull;

import io.waybill.format.yaml.MappingFile;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The notes of events.
 *
 * @param events types of events that have a note
 * @param proposalType of the notes
 * @param access who may see them, and how
 */
public record NoteRules(Set<String> events, String proposalType, Access access) {
    /** The rights that somebody may have to a note, as the target calls them. */
    public static final Set<String> RIGHTS = Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(
            "can_view",
            "can_edit",
            "can_write_summary",
            "can_write_feedback",
            "can_view_feedbacks",
            "can_view_summary")));

    /**
     * The rights of those who may see a note.
     *
     * @param owner of the note
     * @param leader of the owner
     * @param agileCoach of the owner
     */
    public record Access(Set<String> owner, Set<String> leader, Set<String> agileCoach) {
        public Access {
            requireNonNull(owner, "owner");
            requireNonNull(leader, "leader");
            requireNonNull(agileCoach, "agile-coach");
        }
    }

    public NoteRules {
        requireNonNull(events, "events");
        requireNonNull(proposalType, "proposal-type");
        requireNonNull(access, "access");
    }

    static NoteRules of(MerlinFile said, MappingFile file) {
        NoteRules notes = said.notes();
        file.require("notes", notes != null, null, "events, proposal-type and access");
        file.require(
                "notes.events",
                EventTypes.NAMES.containsAll(notes.events),
                notes.events,
                "some of " + EventTypes.NAMES);
        checkRights(file, "owner", notes.access.owner);
        checkRights(file, "leader", notes.access.leader);
        checkRights(file, "agile-coach", notes.access.agileCoach);
        return notes;
    }

    private static void checkRights(MappingFile file, String who, Set<String> rights) {
        file.require("notes.access." + who, RIGHTS.containsAll(rights), rights, "some of " + RIGHTS);
    }
}
