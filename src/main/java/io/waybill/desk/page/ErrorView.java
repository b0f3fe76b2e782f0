package io.waybill.desk.page;

/**
 * Why a request was refused or failed.
 *
 * @param status of the reply
 * @param error a sentence
 */
record ErrorView(int status, String error) implements View {
    @Override
    public String template() {
        return "error.jte";
    }

    @Override
    public String title() {
        return switch (status) {
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 503 -> "Not possible at the moment";
            default -> "That did not work";
        };
    }

    @Override
    public Section section() {
        return Section.OWN;
    }
}
