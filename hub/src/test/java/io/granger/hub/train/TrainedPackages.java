package io.granger.hub.train;

import java.io.IOException;
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
}
