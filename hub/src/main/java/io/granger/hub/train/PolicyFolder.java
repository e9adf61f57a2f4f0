package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The policy packages of a hub: a folder for each, named after its version, with {@code manifest.json}, {@code weights.safetensors} and,
 * once it was evaluated, {@code evaluation.json}.
 *
 * <p>A package is written beside its place, forced to the disk and renamed: under its name it is whole or not there, and never changes.
 * Blocks on disk; thread-safe.
 */
public final class PolicyFolder {
    private static final Pattern VERSION = Pattern.compile("[0-9a-f]{" + ContentFile.HASH_CHARS + "}");
    private static final String MANIFEST = "manifest.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String EVALUATION = "evaluation.json";
    private static final int EVALUATION_BYTES_MAX = 16 << 20;
    private static final long WEIGHTS_BYTES_MAX = 1L << 30;

    private final Path folder;

    /** Packages in a folder, made when first needed. */
    public PolicyFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a package; its version. One that is there and whole stays as it is, one that is damaged makes way under another name. */
    public String write(PolicyPackage policy) throws IOException {
        String version = policy.version();
        Files.createDirectories(folder);
        Path part = Files.createTempDirectory(folder, "new-");
        try {
            force(part.resolve(MANIFEST), policy.manifest());
            force(part.resolve(WEIGHTS), policy.weights());
            ContentFile.force(part);
            try {
                Files.move(part, folder.resolve(version), StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException there) {
                if (!Files.isDirectory(folder.resolve(version))) {
                    throw there;
                }
                if (holds(version, policy)) {
                    return version;
                }
                Files.move(folder.resolve(version), aside(version), StandardCopyOption.ATOMIC_MOVE);
                Files.move(part, folder.resolve(version), StandardCopyOption.ATOMIC_MOVE);
            }
            ContentFile.force(folder);
            return version;
        } finally {
            discard(part);
        }
    }

    private boolean holds(String version, PolicyPackage policy) {
        try {
            return Arrays.equals(read(version).weights(), policy.weights());
        } catch (IOException | ApiError damaged) {
            return false;
        }
    }

    /** A place that no version has. */
    private Path aside(String version) {
        int number = 1;
        while (Files.exists(folder.resolve("damaged-" + version + "-" + number))) {
            number++;
        }
        return folder.resolve("damaged-" + version + "-" + number);
    }

    private static void discard(Path part) throws IOException {
        if (Files.isDirectory(part)) {
            Files.deleteIfExists(part.resolve(MANIFEST));
            Files.deleteIfExists(part.resolve(WEIGHTS));
            Files.delete(part);
        }
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** All versions, by name. */
    public List<String> versions() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> VERSION.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The package of a version, checked no further than its name; {@code policy-unknown} when there is none. */
    public PolicyPackage read(String version) throws IOException {
        Path place = place(version);
        try {
            PolicyPackage policy = new PolicyPackage(bytes(place.resolve(MANIFEST)), bytes(place.resolve(WEIGHTS)));
            if (!policy.version().equals(version)) {
                throw PolicyPackage.rejected("manifest must be " + version + ", is " + policy.version());
            }
            return policy;
        } catch (NoSuchFileException missing) {
            throw PolicyPackage.rejected("file " + missing.getFile() + " is missing");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > WEIGHTS_BYTES_MAX) {
            throw PolicyPackage.rejected(
                    "file " + file + " must have at most " + WEIGHTS_BYTES_MAX + " bytes, has " + size);
        }
        return Files.readAllBytes(file);
    }

    private Path place(String version) {
        Path place = folder.resolve(version.length() == ContentFile.HASH_CHARS ? version : "-");
        if (!VERSION.matcher(version).matches() || !Files.isDirectory(place)) {
            throw ApiError.of(ErrorCode.POLICY_UNKNOWN, "no policy " + version);
        }
        return place;
    }

    /** When a version came to be here. */
    public long writtenAtMs(String version) throws IOException {
        return Files.getLastModifiedTime(place(version).resolve(MANIFEST)).toMillis();
    }

    /** Keeps the last evaluation of a version, whose field {@code gate} is a {@link GateReport}. */
    public void keep(String version, JsonObject evaluation) throws IOException {
        Path place = place(version);
        Path part = Files.createTempFile(place, "evaluation-", ".part");
        Files.delete(part);
        force(part, (evaluation.encodePrettily() + "\n").getBytes(StandardCharsets.UTF_8));
        Files.move(
                part, place.resolve(EVALUATION), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ContentFile.force(place);
    }

    /** The last evaluation of a version. */
    public Optional<JsonObject> evaluation(String version) throws IOException {
        Path file = place(version).resolve(EVALUATION);
        return Files.isRegularFile(file)
                ? Optional.of(StrictJson.object(Buffer.buffer(Files.readAllBytes(file)), EVALUATION_BYTES_MAX))
                : Optional.empty();
    }

    /** What the gate said of a version; empty when it was never evaluated, or what was kept of that is damaged. */
    public Optional<GateReport> gate(String version) throws IOException {
        try {
            return evaluation(version)
                    .map(report -> report.getJsonObject("gate"))
                    .map(GateReport::of)
                    .filter(gate -> gate.version().equals(version));
        } catch (ApiError | IllegalArgumentException | ClassCastException damaged) {
            if (damaged instanceof ApiError error && error.code() == ErrorCode.POLICY_UNKNOWN) {
                throw error;
            }
            return Optional.empty();
        }
    }
}
