package io.waybill.lino.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that look into dumps have in common: how the texts are encoded, and how the answer is given. */
final class DumpArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "Of the dump's texts, such as latin-1 or cp1252 (default: utf-8).",
            converter = EncodingArgument.class,
            defaultValue = "utf-8")
    private Charset encoding;

    Charset encoding() {
        return encoding;
    }

    boolean json() {
        return json;
    }

    void print(String text) {
        PrintWriter out = command.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    /** Prints a tree, with a line end. */
    void print(JsonNode tree) {
        try {
            print(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written as JSON", e);
        }
    }
}
