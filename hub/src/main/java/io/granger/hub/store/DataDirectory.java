package io.granger.hub.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory a hub keeps its files in, held by one process at a time.
 *
 * <p>The lock is one the kernel keeps for the process on the file {@code lock}, so it goes with the process however that
 * ends. {@code secret} holds the installation's 32 random bytes, readable by the owner only; it is made once and
 * never leaves the directory. Closing gives the lock back.
 */
public final class DataDirectory implements AutoCloseable {

    private static final int SECRET_BYTES = 32;

    private final Path path;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final byte[] secret;

    private DataDirectory(Path path, FileChannel lockFile, FileLock lock, byte[] secret) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
        this.secret = secret;
    }

    /** Makes the directory where there is none and takes it; {@link DirectoryInUse} when another process has it. */
    public static DataDirectory open(Path directory) {
        try {
            Path path = Files.createDirectories(directory, ownerOnly(directory, "rwx------"))
                    .toRealPath();
            FileChannel lockFile = FileChannel.open(
                    path.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    ownerOnly(path, "rw-------"));
            try {
                FileLock lock = lock(path, lockFile);
                return new DataDirectory(path, lockFile, lock, secret(path));
            } catch (IOException | RuntimeException failed) {
                lockFile.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("data directory " + directory + " cannot be used: " + failed, failed);
        }
    }

    private static FileLock lock(Path path, FileChannel file) throws IOException {
        FileLock lock = tryLock(file);
        if (lock == null) {
            ByteBuffer holder = ByteBuffer.allocate(32);
            file.read(holder, 0);
            String pid = new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII).strip();
            throw new DirectoryInUse(
                    "data directory " + path + " is in use by another hub" + (pid.isEmpty() ? "" : ", process " + pid));
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static byte[] secret(Path path) throws IOException {
        Path file = path.resolve("secret");
        if (!Files.exists(file)) {
            byte[] made = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(made);
            Path part = path.resolve("secret.part");
            Files.deleteIfExists(part);
            try (FileChannel out = FileChannel.open(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    ownerOnly(path, "rw-------"))) {
                out.write(ByteBuffer.wrap(made));
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != SECRET_BYTES) {
            throw new IOException("secret must have " + SECRET_BYTES + " bytes, has " + secret.length + ": " + file);
        }
        return secret;
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) throws IOException {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        FileStore store = Files.getFileStore(existing);
        if (!store.supportsFileAttributeView("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    /** The directory itself. */
    public Path path() {
        return path;
    }

    /** The store's file. */
    public Path store() {
        return path.resolve("granger.db");
    }

    /** Where snapshots of experience for training go; made when first asked for. */
    public Path snapshots() {
        return made("snapshots");
    }

    /** Where experience from elsewhere goes; made when first asked for. */
    public Path imports() {
        return made("imports");
    }

    /** Where policy packages go; made when first asked for. */
    public Path policies() {
        return made("policies");
    }

    /** Where files that tasks name may lie by default; made when first asked for. */
    public Path files() {
        return made("files");
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make " + path.resolve(name), failed);
        }
    }

    /** A copy of the installation secret, the key of every draw. */
    public byte[] secret() {
        return secret.clone();
    }

    /** Names the secret without telling it: the first 12 hex digits of its SHA-256. */
    public String secretId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 6));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("lock of " + path + " cannot be given back", failed);
        }
    }
}
