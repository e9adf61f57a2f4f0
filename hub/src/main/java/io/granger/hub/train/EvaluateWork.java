package io.granger.hub.train;

import io.granger.rl.dense.Safetensors;
import io.granger.routing.LearnedRouter;
import io.granger.routing.heuristic.StepHeuristic;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One evaluation from a snapshot to a report beside the package: what the evaluating process does. Blocks. */
public final class EvaluateWork {
    private EvaluateWork() {}

    /**
     * What is judged, and by what.
     *
     * @param snapshot a file of {@link LoggedRow} lines
     * @param policies the folder packages are in
     * @param live {@code heuristic}, the version of a package, or the name of the built-in policy
     * @param builtIn where the built-in policy's values are, see {@link #builtIn}; needed when it is live
     * @param heuristic word of the heuristic of steps
     * @param floor of exploration
     */
    public record Request(
            Path snapshot,
            Path policies,
            String version,
            String live,
            Optional<Path> builtIn,
            String heuristic,
            double floor,
            GateRules rules) {}

    /** Evaluates, and keeps the report with the package. */
    public static JsonObject run(Request request, long nowMs, TrainingProgress progress) throws IOException {
        PolicyFolder folder = new PolicyFolder(request.policies());
        PolicyPackage policy = folder.read(request.version());
        LearnedRouter fresh = policy.open(layout -> true, false);
        StepHeuristic step = StepHeuristic.of(request.heuristic())
                .orElseThrow(() -> new IllegalArgumentException("no heuristic " + request.heuristic()));
        JudgedPolicies policies = new JudgedPolicies(fresh, live(request, folder), step, request.floor());
        SnapshotFile snapshot = SnapshotFile.read(request.snapshot(), progress);
        JsonObject report = new Evaluation(policy, policies, request.rules()).of(snapshot, nowMs, progress);
        folder.keep(request.version(), report);
        return report;
    }

    private static Optional<LearnedRouter> live(Request request, PolicyFolder folder) throws IOException {
        if (request.live().equals("heuristic")) {
            return Optional.empty();
        }
        if (!request.live().equals(LearnedRouter.POLICY)) {
            return Optional.of(folder.read(request.live()).open(layout -> true, false));
        }
        Path file = request.builtIn()
                .orElseThrow(() -> new IllegalArgumentException("values of " + LearnedRouter.POLICY + " are missing"));
        Map<String, byte[]> values = Safetensors.readBytes(Files.readAllBytes(file));
        return Optional.of(LearnedRouter.restore(values, false));
    }

    /** The built-in policy's values as a file that goes to the evaluating process. */
    public static byte[] builtIn(Map<String, byte[]> saved) {
        return Safetensors.writeBytes(saved);
    }
}
