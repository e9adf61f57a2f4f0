package io.granger.hub.cli;

import io.granger.hub.shape.ApiError;
import io.granger.hub.train.TrainWork;
import io.granger.hub.train.TrainingSettings;
import io.granger.hub.train.TrainingSettings.Model;
import io.granger.task.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train-worker}: the process that trains. Says how far it is, and at the end what came of it, in lines of JSON. */
@Command(name = "train-worker", hidden = true, description = "trains on a snapshot; 'train' starts it")
final class TrainWorkerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--snapshot", paramLabel = "FILE", required = true, description = "what to learn from")
    private Path snapshot = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "where the policy package goes")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 1)")
    private long seed = TrainingSettings.DEFAULT.seed();

    @Option(names = "--preset", paramLabel = "P", description = "score all rewards under this preset")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--parent", paramLabel = "VERSION", description = "the version it follows")
    private Optional<String> parent = Optional.empty();

    @Option(names = "--set-aside", paramLabel = "S", description = "share of tasks not learnt from (default: 0.25)")
    private double setAside = TrainingSettings.DEFAULT.setAside();

    @Option(names = "--model", paramLabel = "M", description = "linear, network or auto (default)")
    private String model = TrainingSettings.DEFAULT.model().word();

    @Option(names = "--watched", description = "end when the input closes: then whoever started us is gone")
    private boolean watched;

    TrainWorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WorkerLines lines = new WorkerLines(terminal, watched);
        try {
            lines.say(TrainWork.run(snapshot, out, settings(), lines::progress).encode());
            return Exit.OK.code();
        } catch (IOException | ApiError | IllegalArgumentException refused) {
            lines.error(refused);
            return Exit.FAILED.code();
        }
    }

    private TrainingSettings settings() {
        return new TrainingSettings(
                seed,
                preset.map(
                        word -> Preset.of(word).orElseThrow(() -> new IllegalArgumentException("no preset " + word))),
                parent,
                setAside,
                Model.of(model).orElseThrow(() -> new IllegalArgumentException("no model " + model)));
    }
}
