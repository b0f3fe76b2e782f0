package io.waybill.model;

/** Waybill's own version, as the jar's manifest has it. */
public final class Version {
    private Version() {}

    /** {@code development} when it does not run from the jar. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
