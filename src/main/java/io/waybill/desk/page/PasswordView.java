package io.waybill.desk.page;

/**
 * The page on which somebody changes their own password.
 *
 * @param first whether the password must be changed before anything else
 * @param complaint why the previous attempt failed; empty the first time
 * @param to where to go afterwards, an address of the desk
 * @param kept a form that was sent after an earlier session had ended, as {@link io.waybill.desk.http.KeptForm#text}; empty for none
 */
record PasswordView(boolean first, String complaint, String to, String kept) implements View {
    @Override
    public String template() {
        return "password.jte";
    }

    @Override
    public String title() {
        return first ? "Choose your password" : "Change your password";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }
}
