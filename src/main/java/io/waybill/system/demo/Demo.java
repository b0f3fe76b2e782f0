package io.waybill.system.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a system shows of itself on invented data. */
public interface Demo {
    /** What is shown, for the help of the command: a sentence a line. */
    List<String> description();

    /**
     * Sets what the demonstration needs in its own copy of the configuration, before Waybill starts. Nothing, where the everyday one will do.
     *
     * @param config the folder of the copy
     * @throws IOException when it cannot be written
     */
    default void configure(Path config) throws IOException {}

    /**
     * Shows it.
     *
     * @param demonstration Waybill at work, in a data folder and a database that hold nothing else
     * @return the exit status
     */
    int run(Demonstration demonstration) throws IOException, InterruptedException;
}
