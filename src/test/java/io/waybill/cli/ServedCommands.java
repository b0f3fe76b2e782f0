package io.waybill.cli;

import io.waybill.TestHome;
import io.waybill.boot.Application;
import io.waybill.folder.DataFolderLock;
import java.io.IOException;

/** Commands on a home whose folders are watched meanwhile, all in this process: as with a {@code serve} beside them. */
public final class ServedCommands implements AutoCloseable {
    private final Commands commands;
    private final Application application;

    /** Starts to watch the folders of a home. */
    public ServedCommands(TestHome home) throws IOException {
        commands = new Commands(home);
        home.data().make();
        application = Application.start(
                home.settings(), DataFolderLock.take(home.data(), "test").orElseThrow());
    }

    /** Runs a command to its end. */
    public Commands.Ended run(String... arguments) {
        return commands.run(arguments);
    }

    @Override
    public void close() {
        application.close();
        commands.close();
    }
}
