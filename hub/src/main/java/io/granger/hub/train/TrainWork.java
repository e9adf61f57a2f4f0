package io.granger.hub.train;

import io.granger.routing.CandidateFeatures;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.granger.routing.OptionFeatures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One training from a snapshot to a policy package: what the training process does. Blocks; the same inputs give the same package. */
public final class TrainWork {
    private TrainWork() {}

    /**
     * Trains, and writes the package.
     *
     * @param snapshot a file of {@link LoggedRow} lines
     * @param policies the folder packages go to
     * @return the version, how many rows there were, how many of them were set aside or left out as foreign, and the trainer's report
     */
    public static JsonObject run(Path snapshot, Path policies, TrainingSettings settings, TrainingProgress progress)
            throws IOException {
        SnapshotFile file = SnapshotFile.read(snapshot, progress);
        long untilMs = file.rows().stream()
                .filter(row -> !row.isImported())
                .mapToLong(row -> row.row().closedAtMs())
                .max()
                .orElse(0);
        SetAside aside = new SetAside(settings.setAside(), untilMs);
        List<LoggedRow> learnt = new ArrayList<>();
        int foreign = 0;
        for (LoggedRow row : file.rows()) {
            if (!fits(row)) {
                foreign++;
                continue;
            }
            // what came from elsewhere is never judged by, so none of it is kept back
            if (row.isImported() || !aside.holds(row.row().decision().taskId())) {
                learnt.add(row);
            }
        }
        if (learnt.isEmpty() && foreign > 0) {
            throw new IllegalArgumentException("candidates must be described as this program does, those of all "
                    + foreign + " rows are described otherwise");
        }
        Training.Trained trained = Training.train(learnt, settings, progress);
        PolicyPackage policy = PolicyPackage.pack(trained, learnt, file.hash(), aside, settings);
        String version = new PolicyFolder(policies).write(policy);
        return new JsonObject()
                .put("version", version)
                .put("snapshot", file.hash())
                .put("rows", file.rows().size())
                .put("setAside", file.rows().size() - learnt.size() - foreign)
                .put("foreign", foreign)
                .put("report", trained.report());
    }

    /** Rows from elsewhere may describe candidates by other features: nothing this hub decides could use what they teach. */
    private static boolean fits(LoggedRow row) {
        Decision decision = row.row().decision();
        int width = decision.level() == Level.STEP ? CandidateFeatures.NAMES.size() : OptionFeatures.NAMES.size();
        return decision.candidates().stream().allMatch(candidate -> candidate.features().length == width);
    }
}
