package io.granger.hub.train;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A file that is named after what it holds: the first {@value #HASH_CHARS} hexadecimal digits of its SHA-256.
 *
 * <p>It is written under another name, forced to the disk and then renamed, so that under its own name it is whole or not there.
 * Closing without {@link #finish} throws it away. Not thread-safe.
 */
final class ContentFile implements AutoCloseable {
    static final int HASH_CHARS = 16;

    private final Path folder;
    private final String suffix;
    private final Path part;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private final OutputStream out;

    ContentFile(Path folder, String suffix) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.suffix = suffix;
        this.part = Files.createTempFile(folder, "new-", ".part");
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE);
        this.out = new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
    }

    OutputStream out() {
        return out;
    }

    /** Gives the file its name; the path, whose name without the suffix is the hash. */
    Path finish() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Path file = folder.resolve(HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), HASH_CHARS / 2)) + suffix);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
        return file;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    /** Makes the names in a folder durable, where the system can. */
    static void force(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (java.nio.file.AccessDeniedException notADirectoryToOpen) {
            // Windows opens no directories; there the rename itself is all one can ask for.
            return;
        }
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(bytes), HASH_CHARS / 2));
    }

    /** Hash of a file as {@link #finish} names it. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, sink);
        }
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), HASH_CHARS / 2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
