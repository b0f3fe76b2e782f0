package io.waybill.boot;

import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file of {@code routes/} as YAML in which each word knows its line.
 *
 * @param path of the file
 * @param documents roots of its documents
 */
record RouteFile(Path path, List<Node> documents) {
    /**
     * Reads one.
     *
     * @throws SettingsException when it is not YAML in UTF-8
     * @throws IOException when it cannot be read
     */
    static RouteFile read(Path path) throws IOException {
        List<Node> documents = new ArrayList<>();
        try {
            new Yaml().composeAll(new StringReader(Files.readString(path))).forEach(documents::add);
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1);
            throw new SettingsException(path + line + ": this is not YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            throw new SettingsException(path + ": this is not YAML: "
                    + e.getMessage().lines().findFirst().orElse("") + ".");
        } catch (CharacterCodingException e) {
            throw new SettingsException(path + " is not in UTF-8: save it in that encoding.");
        }
        return new RouteFile(path, documents);
    }
}
