package io.waybill.desk.page;

import static java.util.Objects.requireNonNull;

import io.waybill.desk.http.RefusedException;
import io.waybill.desk.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Style sheet, script and icon of the pages: these few files of the class path and no others. Each address holds a digest of the file, so
 * browsers may keep it for good.
 */
public final class Assets {
    private static final String WEBJAR = "/META-INF/resources/webjars/htmx.org/";

    private final Map<String, Asset> byAddress = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();

    /** Reads the files from the class path. */
    public Assets() {
        add("desk.css", "/io/waybill/desk/assets/desk.css", "text/css; charset=utf-8");
        add("desk.svg", "/io/waybill/desk/assets/desk.svg", "image/svg+xml");
        add("desk.js", "/io/waybill/desk/assets/desk.js", "text/javascript; charset=utf-8");
        add("htmx.js", WEBJAR + webJarVersion() + "/dist/htmx.min.js", "text/javascript; charset=utf-8");
    }

    private static String webJarVersion() {
        Properties properties = new Properties();
        try (InputStream in =
                Assets.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
            properties.load(requireNonNull(in, "the class path lacks the WebJar of htmx"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Asset(String type, byte[] bytes) {}

    /**
     * The address at which a page finds a file.
     *
     * @param name {@code desk.css}, {@code desk.js}, {@code desk.svg} or {@code htmx.js}
     */
    public String address(String name) {
        return "/assets/" + addresses.get(name);
    }

    /**
     * One of them.
     *
     * @throws RefusedException when there is none at this address
     */
    Answer send(Request request) {
        Asset asset = byAddress.get(request.word("name"));
        if (asset == null) {
            throw RefusedException.notFound("There is nothing at this address.");
        }
        return new Answer.Resource(asset.type, asset.bytes, true, "");
    }

    private void add(String name, String resource, String type) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            byte[] bytes = in.readAllBytes();
            int dot = name.lastIndexOf('.');
            String address = name.substring(0, dot) + "-" + Digest.of(bytes) + name.substring(dot);
            byAddress.put(address, new Asset(type, bytes));
            addresses.put(name, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
