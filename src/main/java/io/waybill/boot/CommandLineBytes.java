package io.waybill.boot;

import io.waybill.format.NameBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of this process as the bytes that it was given, which Linux shows in {@code /proc}: Java has it only as text in the
 * encoding of the locale.
 */
public final class CommandLineBytes {
    private static final Path SHOWN = Path.of("/proc/self/cmdline");

    private CommandLineBytes() {}

    /**
     * The program, its options and the arguments.
     *
     * @return empty where the system does not show them
     */
    static List<byte[]> all() {
        List<byte[]> all = new ArrayList<>();
        try {
            byte[] shown = Files.readAllBytes(SHOWN);
            int begin = 0;
            for (int i = 0; i < shown.length; i++) {
                if (shown[i] == 0) {
                    byte[] one = new byte[i - begin];
                    System.arraycopy(shown, begin, one, 0, one.length);
                    all.add(one);
                    begin = i + 1;
                }
            }
            return all;
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The file that an argument names when Java could not read every byte of it.
     *
     * @param argument as Java has it, or what stands after {@code =} in it
     */
    public static Optional<Path> path(String argument) {
        return path(argument, all(), Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    static Optional<Path> path(String argument, List<byte[]> all, Charset locale) {
        for (byte[] one : all) {
            for (int begin = 0; begin < one.length; begin = after(one, begin, '=')) {
                byte[] rest = new byte[one.length - begin];
                System.arraycopy(one, begin, rest, 0, rest.length);
                if (lossy(rest, locale).equals(argument)) {
                    return Optional.of(NameBytes.of(rest));
                }
            }
        }
        return Optional.empty();
    }

    private static int after(byte[] bytes, int from, char c) {
        int i = from;
        while (i < bytes.length && bytes[i] != c) {
            i++;
        }
        return i + 1;
    }

    /** As the launcher of Java decodes it. */
    private static String lossy(byte[] bytes, Charset locale) {
        try {
            return locale.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("it replaces what it cannot decode", e);
        }
    }
}
