package io.waybill.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Properties;

/**
 * How to connect to an embedded server. Stored in a file next to its data that only the owner can read.
 *
 * @param port on 127.0.0.1
 * @param password of both roles, generated when the database was created
 */
record EmbeddedConnection(int port, String password) {
    static final String ADMINISTRATOR = "postgres";
    static final String USER = "waybill";
    static final String DATABASE = "waybill";

    static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static EmbeddedConnection read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new EmbeddedConnection(
                Integer.parseInt(properties.getProperty("port", "0")), properties.getProperty("password", ""));
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("url", url(DATABASE));
        properties.setProperty("user", USER);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        properties.store(text, "Waybill's embedded database: how to reach it");
        writePrivately(file, text.toString());
    }

    /** Writes the file atomically, at no moment readable by others. */
    static void writePrivately(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    EmbeddedConnection withPort(int other) {
        return new EmbeddedConnection(other, password);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection connectAsAdministrator(String database) throws SQLException {
        return DriverManager.getConnection(url(database), ADMINISTRATOR, password);
    }
}
