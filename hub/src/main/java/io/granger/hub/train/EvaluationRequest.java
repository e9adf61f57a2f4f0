package io.granger.hub.train;

import io.granger.hub.store.HubStore;
import io.granger.routing.LearnedRouter;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation a hub is asked for.
 *
 * @param live what the version is compared with: {@code heuristic}, a version, or the built-in policy's name
 * @param query what the snapshot shall hold
 * @param snapshot an earlier snapshot to judge by instead, by its hash
 */
public record EvaluationRequest(String version, String live, SnapshotQuery query, Optional<String> snapshot) {
    /**
     * What a hub decides by.
     *
     * @param store where the built-in policy's values are saved
     * @param heuristic word of the heuristic of steps
     * @param floor of exploration
     */
    public record Ground(HubStore store, String heuristic, double floor, GateRules rules) {}

    /** The work: a snapshot and a child that judges by it. */
    public TrainingDesk.Work work(TrainingRequest.Places places, Ground ground) {
        var taken = new TrainingRequest(query, snapshot, TrainingSettings.DEFAULT);
        snapshot.ifPresent(hash -> TrainingRequest.existing(hash, places));
        return new TrainingDesk.Work(
                "evaluate",
                () -> arguments(taken.file(places), places, ground),
                said -> new JsonObject().put("version", version).put("evaluation", said));
    }

    private List<String> arguments(Path file, TrainingRequest.Places places, Ground ground) throws IOException {
        GateRules rules = ground.rules();
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate-worker",
                "--watched",
                "--snapshot",
                file.toString(),
                "--policies",
                places.policyFolder().toString(),
                "--version",
                version,
                "--heuristic",
                ground.heuristic(),
                "--floor",
                Double.toString(ground.floor()),
                "--margin",
                Double.toString(rules.margin()),
                "--min-ess",
                Double.toString(rules.minEss()),
                "--segment-margin",
                Double.toString(rules.segmentMargin()),
                "--max-censored",
                Double.toString(rules.maxCensored()),
                "--budget-micros",
                Double.toString(rules.budgetMicros())));
        Optional<Path> builtIn = builtIn(places, ground.store());
        builtIn.ifPresent(values -> arguments.addAll(List.of("--built-in", values.toString())));
        // a built-in policy that never learnt anything is the heuristic's equal in name only: it is compared with the
        // heuristic
        arguments.addAll(
                List.of("--live", live.equals(LearnedRouter.POLICY) && builtIn.isEmpty() ? "heuristic" : live));
        return arguments;
    }

    /** The values as they were last saved, in a file of their own; empty when they are not needed or were never saved. */
    private Optional<Path> builtIn(TrainingRequest.Places places, HubStore store) throws IOException {
        if (!live.equals(LearnedRouter.POLICY)) {
            return Optional.empty();
        }
        Map<String, byte[]> saved = new HashMap<>();
        for (String name : LearnedRouter.cold().save().keySet()) {
            store.policy(name).ifPresent(bytes -> saved.put(name, bytes));
        }
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Path file = Files.createTempFile(places.policyFolder(), "built-in-", ".safetensors");
        Files.write(file, EvaluateWork.builtIn(saved));
        file.toFile().deleteOnExit();
        return Optional.of(file);
    }
}
