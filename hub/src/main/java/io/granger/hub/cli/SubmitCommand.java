package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code submit}: a new task, and with {@code --wait} its end. */
@Command(
        name = "submit",
        description = "submit a task to a pipeline",
        footer = {
            "",
            "Examples:",
            "  granger submit documents --input '{\"file\":\"a.pdf\",\"type\":\"application/pdf\"}' --wait",
            "  granger submit 'extract-text | summarize' --input task.json --feature bytes=120000"
        })
final class SubmitCommand extends ClientCommand {
    @Parameters(paramLabel = "PIPELINE", description = "a pipeline's name, or capabilities: 'a | b | c'")
    private String pipeline = "";

    @Option(
            names = "--input",
            paramLabel = "FILE|JSON",
            required = true,
            description = "the task's input: a JSON object, or a file that holds one")
    private String input = "";

    @Option(names = "--wait", description = "wait for the end; exit 0 only when the task completed")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "with --wait: give up waiting after that long (default: ${DEFAULT-VALUE}), exit 5")
    private long timeoutSeconds;

    @Option(names = "--key", paramLabel = "K", description = "the task's key: what shares and holdout go by")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--idempotency-key",
            paramLabel = "K",
            description = "a second submit with this key and the same body gives the first task")
    private Optional<String> idempotencyKey = Optional.empty();

    @Option(
            names = "--feature",
            paramLabel = "NAME=VALUE",
            description = "a feature the pipeline declares; repeatable; a number unless in \"quotes\"")
    private Map<String, String> features = new LinkedHashMap<>();

    @Option(names = "--preset", paramLabel = "P", description = "balanced, speed, cost or quality")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--priority", paramLabel = "N", description = "1 (first) to 5")
    private Optional<Integer> priority = Optional.empty();

    @Option(names = "--deadline-ms", paramLabel = "N", description = "the task must end within that time")
    private Optional<Long> deadlineMs = Optional.empty();

    @Option(names = "--wait-for-spokes", description = "take the task even when no registered spoke can serve it yet")
    private boolean waitForSpokes;

    SubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        Map<String, String> headers = new LinkedHashMap<>();
        idempotencyKey.ifPresent(k -> headers.put("idempotency-key", k));
        HubAnswer accepted = hub.post(Query.path("v1", "tasks"), body(), headers);
        if (wait) {
            return await(hub, accepted.json().path("taskId").asText());
        }
        if (isJson()) {
            print(accepted);
        } else {
            terminal().say(accepted(accepted.json()));
        }
        return Exit.OK;
    }

    private Exit await(HubClient hub, String taskId) {
        HubAnswer end = new TaskWait(hub, terminal()).until(taskId, timeoutSeconds);
        if (isJson()) {
            print(end);
        } else {
            print(TaskPage.lines(end.json(), terminal().zone()));
        }
        return TaskPage.exitOf(end.json());
    }

    private static String accepted(JsonNode answer) {
        return Wording.text(answer.path("taskId")) + ": " + Wording.text(answer.path("state"))
                + " (durability " + Wording.text(answer.path("durability"))
                + (answer.path("replayed").asBoolean() ? ", replayed: the key was used before" : "") + ")";
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        body.put(pipeline.contains("|") ? "steps" : "pipeline", pipeline);
        body.set("input", InputArgument.read("--input", input));
        if (!features.isEmpty()) {
            ObjectNode object = body.putObject("features");
            features.forEach((name, value) -> object.set(name, feature(value)));
        }
        priority.ifPresent(p -> body.put("priority", p));
        deadlineMs.ifPresent(ms -> body.put("deadlineMs", ms));
        key.ifPresent(k -> body.put("key", k));
        preset.ifPresent(p -> body.put("preset", p));
        if (waitForSpokes) {
            body.put("wait", true);
        }
        return body;
    }

    /** A number when it reads as one, the inside of a quoted text, else the text as typed. */
    private static JsonNode feature(String value) {
        return Json.parse(value)
                .filter(node -> node.isNumber() || node.isTextual())
                .map(node -> node.isBigDecimal() ? DecimalNode.valueOf(node.decimalValue()) : node)
                .orElseGet(() -> TextNode.valueOf(value));
    }
}
