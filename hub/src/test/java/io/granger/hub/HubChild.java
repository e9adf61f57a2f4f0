package io.granger.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A hub in a process of its own, made to be killed: on a data directory, with spokes that are quick, slow, silent and
 * broken by turns. It prints {@code port N} and then, for each line it reads, what the bus says to a task of that line.
 *
 * <p>Arguments: the directory, a seed, lines of configuration.
 */
final class HubChild {
    private HubChild() {}

    public static void main(String[] args) throws IOException {
        var hub = LiveHub.start(Path.of(args[0]), args[2]);
        var random = new SplittableRandom(Long.parseLong(args[1]));
        for (var name : List.of("one", "two", "three")) {
            hub.spoke(
                    Spokes.named(name, Spokes.can("left"), Spokes.can("right"), Spokes.can("done"))
                            .put("concurrency", 16),
                    call -> answer(hub, random, call));
        }
        System.out.println("port " + hub.hub().httpPort());
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println("bus " + overTheBus(hub, new JsonObject(line)));
            }
        }
    }

    /** Appends its capability to the marks, if it answers at all. */
    private static Future<JsonObject> answer(LiveHub hub, SplittableRandom random, JsonObject call) {
        var input = call.getJsonObject("input");
        var output = new JsonObject()
                .put(
                        "output",
                        input.copy().put("trail", input.getString("trail", "") + call.getString("capability") + ","));
        Promise<JsonObject> answer = Promise.promise();
        int dice = random.nextInt(20);
        if (dice == 0) {
            return answer.future();
        }
        if (dice == 1) {
            return Future.succeededFuture(Spokes.failure("unavailable", true));
        }
        hub.vertx().setTimer(1 + random.nextInt(20), t -> answer.complete(output));
        return answer.future();
    }

    private static String overTheBus(LiveHub hub, JsonObject task) {
        try {
            return "accepted " + hub.ask("tasks.submit", task).getString("taskId");
        } catch (ReplyException refused) {
            return refused.failureCode() + " " + refused.getMessage();
        }
    }

    /**
     * Starts a child.
     *
     * @param prefix words before the command, such as a shell that sets a limit
     */
    static Process start(Path directory, long seed, String yaml, List<String> prefix) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                // Without it every log line would go into the pipe that the test reads now and then.
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty("java.class.path"),
                HubChild.class.getName(),
                directory.toString(),
                Long.toString(seed),
                yaml));
        Files.createDirectories(directory);
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("child.log").toFile())
                .start();
    }

    /** Reads lines until one begins with these words; the rest of it. */
    static String read(BufferedReader out, String words) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(words)) {
                return line.substring(words.length()).strip();
            }
        }
        throw new IOException("the child ended before it said " + words);
    }

    static BufferedReader output(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }
}
