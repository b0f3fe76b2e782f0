package io.waybill.boot;

import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Sees that a port can be had before anything is started: the server itself would only log that it could not. */
final class FreePort {
    private FreePort() {}

    /** @throws SettingsException when it cannot */
    static void require(String host, int port, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new SettingsException("Port " + port + " of " + host + " cannot be had (" + e.getMessage()
                    + "): stop the program that uses it, or set " + setting
                    + " to another port, or to 0 to do without.");
        }
    }
}
