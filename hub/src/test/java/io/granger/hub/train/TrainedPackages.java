package io.granger.hub.train;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Packages for tests outside this package. */
public final class TrainedPackages {
    private TrainedPackages() {}

    /** Writes a small one; its version. */
    public static String write(PolicyFolder folder) throws IOException {
        List<LoggedRow> log = Logs.steps(50, 1);
        var settings = TrainingSettings.DEFAULT.withModel(TrainingSettings.Model.LINEAR);
        var trained = Training.train(log, settings, TrainingProgress.SILENT);
        return folder.write(PolicyPackage.pack(trained, log, "0123456789abcdef", new SetAside(0, 0), settings));
    }

    /** Writes rows as a snapshot is written; its file. */
    public static Path snapshot(Path folder, List<JsonObject> rows) throws IOException {
        var lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.encode()).append('\n'));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        return Files.write(Files.createDirectories(folder).resolve(ContentFile.hash(bytes) + ".jsonl"), bytes);
    }
}
