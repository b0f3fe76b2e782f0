package io.waybill.desk.page;

/**
 * The page on which somebody changes their own password.
 *
 * @param first whether the password must be changed before anything else
 * @param complaint why the previous attempt failed; empty the first time
 */
record PasswordView(boolean first, String complaint) implements View {
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
