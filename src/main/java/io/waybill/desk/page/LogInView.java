package io.waybill.desk.page;

/**
 * The log-in page.
 *
 * @param to where to go afterwards, an address of the desk
 * @param name as it was typed before
 * @param complaint why the previous attempt failed; empty the first time
 */
record LogInView(String to, String name, String complaint) implements View {
    @Override
    public String template() {
        return "log-in.jte";
    }

    @Override
    public String title() {
        return "Log in";
    }

    @Override
    public Section section() {
        return Section.OWN;
    }
}
