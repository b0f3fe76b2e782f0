package io.waybill.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The account that owns an embedded database. PostgreSQL's files belong to one account: any other, including root, would leave
 * files behind that the owner cannot use.
 */
final class FolderOwner {
    private FolderOwner() {}

    /**
     * Requires that this account owns the folder of an embedded database and can write to it.
     *
     * @throws TargetUnavailableException when it does not
     */
    static void require(Path home) throws IOException {
        Path probe;
        try {
            probe = Files.createTempFile(home, "owner", ".probe");
        } catch (IOException e) {
            throw new TargetUnavailableException(
                    "The folder " + home + " cannot be written to by user " + System.getProperty("user.name")
                            + ": run Waybill as " + Files.getOwner(home) + ", or choose another data folder.",
                    e);
        }
        try {
            Path owned = Files.exists(home.resolve("cluster")) ? home.resolve("cluster") : home;
            if (!Files.getOwner(owned).equals(Files.getOwner(probe))) {
                throw new TargetUnavailableException("The embedded database in " + home + " belongs to user "
                        + Files.getOwner(owned).getName() + ", but this is user "
                        + Files.getOwner(probe).getName()
                        + ": run Waybill as the former, or choose another data folder.");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
