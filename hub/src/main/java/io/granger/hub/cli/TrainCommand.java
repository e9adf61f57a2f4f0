package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.hub.train.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: a policy from what was logged, by the hub or, with a snapshot and a folder, without one. */
@Command(
        name = "train",
        description = "train a policy on the logged experience, in a process of its own",
        footer = {
            "",
            "The hub takes a snapshot of what the options name and trains on it; 'stop' ends the training.",
            "With --snapshot FILE --out DIR no hub is needed."
        })
final class TrainCommand extends ClientCommand {
    private static final int HEAP_MB = 1024;

    @Mixin
    private final Window window = new Window();

    @Option(names = "--no-imported", description = "leave out rows from elsewhere")
    private boolean withoutImported;

    @Option(
            names = "--preset",
            paramLabel = "P",
            description = "score all rewards anew: balanced, speed, cost, quality")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "of everything random (default: 1)")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--model", paramLabel = "M", description = "of option values: linear, network or auto (default)")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--set-aside",
            paramLabel = "S",
            description = "share of tasks kept back for evaluation (default: 0.25)")
    private Optional<Double> setAside = Optional.empty();

    @Option(names = "--snapshot", paramLabel = "HASH|FILE", description = "train on this snapshot")
    private Optional<String> snapshot = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "train here, without a hub; the package goes there")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--no-wait", description = "return once it runs")
    private boolean withoutWait;

    TrainCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        if (out.isPresent()) {
            return alone(out.get());
        }
        JsonNode started =
                hub.post(Query.path("v1", "policies", "train"), body()).json();
        if (withoutWait) {
            terminal().say(isJson() ? Json.line(started) : "training; look with: granger policies");
            return Exit.OK;
        }
        return said(new RunWait(hub, terminal()).untilEnd());
    }

    private ObjectNode body() {
        ObjectNode body = window.of(Json.object());
        if (withoutImported) {
            body.put("imported", false);
        }
        preset.ifPresent(word -> body.put("preset", word));
        seed.ifPresent(n -> body.put("seed", n));
        model.ifPresent(word -> body.put("model", word));
        setAside.ifPresent(share -> body.put("setAside", share));
        snapshot.ifPresent(hash -> body.put("snapshot", hash));
        return body;
    }

    private Exit said(JsonNode status) {
        if (isJson()) {
            terminal().say(Json.line(status));
        } else {
            RunPage.trained(status).forEach(terminal()::say);
        }
        return status.path("state").asText("done").equals("done") ? Exit.OK : Exit.FAILED;
    }

    private Exit alone(Path folder) {
        String file = snapshot.orElseThrow(() -> new CommandFailed(Exit.USAGE, "--out goes with --snapshot FILE"));
        List<String> arguments =
                new ArrayList<>(List.of("train-worker", "--watched", "--snapshot", file, "--out", folder.toString()));
        preset.ifPresent(word -> arguments.addAll(List.of("--preset", word)));
        seed.ifPresent(n -> arguments.addAll(List.of("--seed", Long.toString(n))));
        model.ifPresent(word -> arguments.addAll(List.of("--model", word)));
        setAside.ifPresent(share -> arguments.addAll(List.of("--set-aside", Double.toString(share))));
        return said(inChild(arguments));
    }

    private JsonNode inChild(List<String> arguments) {
        JsonNode[] last = {Json.object()};
        try (Progress progress = new Progress(terminal())) {
            WorkerProcess worker = WorkerProcess.start(arguments, HEAP_MB);
            Thread end = new Thread(worker::kill, "granger-end-worker");
            Runtime.getRuntime().addShutdownHook(end);
            WorkerProcess.Ended ended = worker.await(line -> Json.parse(line).ifPresent(said -> {
                if (said.has("phase")) {
                    progress.show(RunPage.bar(said));
                } else {
                    last[0] = said;
                }
            }));
            Runtime.getRuntime().removeShutdownHook(end);
            if (last[0].has("error") || ended.exitCode() != 0) {
                throw new CommandFailed(
                        Exit.FAILED,
                        last[0].path("error")
                                .asText("the training ended with " + ended.exitCode() + ": "
                                        + Wording.plain(ended.errors())));
            }
            return last[0];
        } catch (IOException e) {
            throw new CommandFailed(Exit.FAILED, "the training process: " + Wording.plain(e.getMessage() + ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted");
        }
    }
}
