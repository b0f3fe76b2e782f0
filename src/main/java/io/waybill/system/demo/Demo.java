package io.waybill.system.demo;

import java.io.IOException;
import java.util.List;

/** What a system shows of itself on invented data. */
public interface Demo {
    /** What is shown, for the help of the command: a sentence a line. */
    List<String> description();

    /**
     * Shows it.
     *
     * @param demonstration Waybill at work, in a data folder and a database that hold nothing else
     * @return the exit status
     */
    int run(Demonstration demonstration) throws IOException, InterruptedException;
}
