package io.waybill.timetable.dump;

import static java.util.Objects.requireNonNull;

import io.waybill.format.Fault;

/** What happens to a record of a Live dump. */
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
        /** a user, or a Thing anywhere below one */
        USER("users and everything below them"),
        /** a tag from or to a user, mostly calendar entries */
        OF_A_USER("calendar entries and other tags of users"),
        /** an edit permission, whoever has it */
        GRANT("edit permissions"),
        LOCK("edit locks"),
        /** a model of another application: accounts, sessions */
        FOREIGN_MODEL("models of other applications");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason for people, as a plural. */
        public String words() {
            return words;
        }
    }
}
