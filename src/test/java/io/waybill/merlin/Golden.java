package io.waybill.merlin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Recorded inputs of the original import, with what it made of them. */
public final class Golden {
    private Golden() {}

    /**
     * All lines of a recording, in order.
     *
     * @param name without its ending
     */
    public static List<JsonNode> lines(String name) {
        ObjectMapper json = new ObjectMapper();
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + name + ".jsonl")) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                lines.add(json.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
