package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;

/** What becomes of a record of a Live dump. */
public sealed interface Verdict {
    /** It goes to Play. */
    record Keep() implements Verdict {
        static final Keep KEEP = new Keep();
    }

    /**
     * It is left out on purpose.
     *
     * @param reason why
     */
    record Filter(Reason reason) implements Verdict {
        public Filter {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * It cannot be carried.
     *
     * @param fault why not
     */
    record Reject(Fault fault) implements Verdict {
        public Reject {
            requireNonNull(fault, "fault");
        }
    }

    /** Why a record is left out on purpose. */
    enum Reason {
        /** a user, or a thing somewhere below one */
        USER("users and what stands below them"),
        /** a tag from or to a user: calendars above all */
        OF_A_USER("calendar entries and other tags of users"),
        /** an edit permission, whoever holds it */
        GRANT("edit permissions"),
        LOCK("edit locks"),
        /** a model of another application: accounts, sessions */
        FOREIGN_MODEL("models of other applications");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** As people read it, in the plural. */
        public String words() {
            return words;
        }
    }
}
