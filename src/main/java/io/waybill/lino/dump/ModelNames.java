package io.waybill.lino.dump;

/**
 * A model by its names.
 *
 * @param application such as {@code contacts}
 * @param name such as {@code Partner}. A database knows only the small letters of a model's name, and Django takes any: so it begins with a
 *     capital and has no other ones, unless the mapping file spells it
 */
record ModelNames(String application, String name) {
    /** As {@code resolve_model} takes it: {@code contacts.Partner}. */
    String full() {
        return application + "." + name;
    }

    /** The variable that stands for it in a dump: {@code contacts_Partner}. */
    String variable() {
        return application + "_" + name;
    }
}
