package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A training a hub is asked for.
 *
 * @param query what the snapshot shall hold
 * @param snapshot an earlier snapshot to train on instead, by its hash
 */
public record TrainingRequest(SnapshotQuery query, Optional<String> snapshot, TrainingSettings settings) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + ContentFile.HASH_CHARS + "}");

    /** Everything there is, as usual. */
    public static final TrainingRequest ALL =
            new TrainingRequest(SnapshotQuery.ALL, Optional.empty(), TrainingSettings.DEFAULT);

    /**
     * Where a hub keeps what training takes and makes.
     *
     * @param snapshotFolder where {@code snapshots} writes
     * @param policyFolder where packages are
     */
    public record Places(Snapshots snapshots, Path snapshotFolder, Path policyFolder) {
        /** The packages. */
        public PolicyFolder folder() {
            return new PolicyFolder(policyFolder);
        }
    }

    /** The work: a snapshot, a child that trains on it, and a look at the package it wrote. */
    public TrainingDesk.Work work(Places places) {
        snapshot.ifPresent(hash -> existing(hash, places));
        return new TrainingDesk.Work("train", () -> arguments(file(places), places), said -> checked(said, places));
    }

    Path file(Places places) throws IOException {
        return snapshot.isPresent()
                ? existing(snapshot.get(), places)
                : places.snapshots().take(query).file();
    }

    static Path existing(String hash, Places places) {
        Path file = places.snapshotFolder().resolve(HASH.matcher(hash).matches() ? hash + ".jsonl" : "-");
        if (!Files.isRegularFile(file)) {
            throw ApiError.at(ErrorCode.BAD_VALUE, "snapshot", "must be the hash of a snapshot, was '" + hash + "'");
        }
        return file;
    }

    private List<String> arguments(Path file, Places places) {
        List<String> arguments = new ArrayList<>(List.of(
                "train-worker",
                "--watched",
                "--snapshot",
                file.toString(),
                "--out",
                places.policyFolder().toString(),
                "--seed",
                Long.toString(settings.seed()),
                "--set-aside",
                Double.toString(settings.setAside()),
                "--model",
                settings.model().word()));
        settings.preset().ifPresent(preset -> arguments.addAll(List.of("--preset", preset.word())));
        settings.parent().ifPresent(parent -> arguments.addAll(List.of("--parent", parent)));
        return arguments;
    }

    /** The hub opens what the child made before anybody hears of it. */
    private static JsonObject checked(JsonObject said, Places places) throws IOException {
        places.folder().read(said.getString("version", "")).open(layout -> true, false);
        return said;
    }
}
