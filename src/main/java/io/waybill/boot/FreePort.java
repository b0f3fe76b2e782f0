package io.waybill.boot;

import io.waybill.settings.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks that a port is free before anything is started: the server itself would only log that it is not. */
final class FreePort {
    private FreePort() {}

    /**
     * Checks one port.
     *
     * @throws SettingsException when another program uses it
     */
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
