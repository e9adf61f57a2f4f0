package io.granger.hub.verticle;

import io.granger.hub.config.CommandSpoke;
import io.granger.hub.shape.FileGate;
import io.granger.registry.SemVer;
import io.granger.registry.Spoke;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spokes that are programs on this machine, from configuration: each call runs the program once. To the hub they are
 * spokes like any other, at addresses of their own. One whose program is not found is not registered. Owner thread only.
 */
public final class HubCommands {
    private static final Logger LOG = LoggerFactory.getLogger(HubCommands.class);

    private final Vertx vertx;
    private final SpokeDesk desk;
    private final List<Spoke> spokes = new ArrayList<>();

    /** Command spokes that register at this desk. */
    public HubCommands(Vertx vertx, SpokeDesk desk) {
        this.vertx = vertx;
        this.desk = desk;
    }

    /** Registers all whose program is there. */
    public void open(List<CommandSpoke> configured, FileGate files, String node) {
        for (var command : configured) {
            if (!isFound(command.program())) {
                LOG.info(
                        "command spoke {} is not registered: program {} was not found",
                        command.name(),
                        command.program());
                continue;
            }
            var spoke = spoke(command, node);
            WorkerExecutor pool =
                    vertx.createSharedWorkerExecutor(spoke.address(), command.concurrency(), 1, TimeUnit.HOURS);
            vertx.eventBus()
                    .<JsonObject>localConsumer(spoke.address(), message -> serve(message, command, files, pool));
            spokes.add(spoke);
        }
        renew();
    }

    /** Keeps their leases. */
    public void renew() {
        spokes.forEach(desk::register);
    }

    private static void serve(Message<JsonObject> message, CommandSpoke command, FileGate files, WorkerExecutor pool) {
        long deadlineMs = message.body().getLong("deadlineMs", command.timeoutMs());
        var input = message.body().getJsonObject("input");
        pool.executeBlocking(() -> CommandRun.of(command, input, files, deadlineMs), false)
                .onSuccess(message::reply)
                .onFailure(e -> message.fail(500, "command spoke " + command.name() + ": " + e.getMessage()));
    }

    private static Spoke spoke(CommandSpoke command, String node) {
        SemVer version = command.version();
        var address = "command." + command.name() + "." + node;
        return new Spoke(
                command.name(),
                version,
                node,
                address,
                address,
                command.capabilities(),
                command.concurrency(),
                Map.of("kind", "command"));
    }

    private static boolean isFound(String program) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(program));
        }
        var path = System.getenv("PATH");
        for (var folder : (path == null ? "" : path).split(java.io.File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
