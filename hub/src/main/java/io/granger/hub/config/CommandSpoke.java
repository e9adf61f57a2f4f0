package io.granger.hub.config;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.FileGate;
import io.granger.hub.shape.Limits;
import io.granger.hub.shape.SpokeShape;
import io.granger.registry.Capability;
import io.granger.registry.SemVer;
import io.granger.task.NameRule;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item of {@code commandSpokes}: a program on this machine that serves as a spoke, started anew for every call and
 * without a shell. Takes effect at start.
 *
 * @param concurrency most processes at once, 1 to 10,000
 * @param command the program, without templates, and its arguments, 1 to 64 items
 * @param invalidInputExit exit codes that say the input is at fault, 1 to 255; 0 is success, others are internal and
 *     retryable
 * @param timeoutMs longest a process may run, 1 ms to one day
 */
public record CommandSpoke(
        String name,
        SemVer version,
        int concurrency,
        List<Capability> capabilities,
        List<CommandArgument> command,
        CommandOutput output,
        Set<Integer> invalidInputExit,
        long timeoutMs) {
    /** Processes at once when no number is given. */
    public static final int DEFAULT_CONCURRENCY = 1;

    /** Longest run when none is given. */
    public static final long DEFAULT_TIMEOUT_MS = 20_000;

    private static final int ITEMS = 64;
    private static final int ITEM_CHARS = 4096;

    public CommandSpoke {
        capabilities = List.copyOf(capabilities);
        command = List.copyOf(command);
        invalidInputExit = Set.copyOf(invalidInputExit);
        if (!NameRule.accepts(name)) {
            throw new BadSetting("name", "must match " + NameRule.PATTERN + ", got \"" + name + "\"");
        }
        BadSetting.requireWithin("concurrency", concurrency, 1, 10_000);
        BadSetting.requireWithin("timeoutMs", timeoutMs, 1, Limits.DEADLINE_MAX_MS);
        if (command.isEmpty() || command.size() > ITEMS) {
            throw new BadSetting("command", "must have 1 to " + ITEMS + " items, got " + command.size());
        }
        if (command.get(0).hasTemplate() || command.get(0).toString().isBlank()) {
            throw new BadSetting(
                    "command[0]", "must be the program itself, without templates, got \"" + command.get(0) + "\"");
        }
        for (int code : invalidInputExit) {
            BadSetting.requireWithin("invalidInputExit", code, 1, 255);
        }
    }

    /** The program as it is configured. */
    public String program() {
        return command.get(0).toString();
    }

    /**
     * Program and arguments for one call.
     *
     * @throws ApiError naming the field of the input that cannot be put in
     */
    public List<String> commandLine(JsonObject input, FileGate files) {
        return command.stream().map(argument -> argument.expand(input, files)).toList();
    }

    static CommandSpoke read(JsonObject body, String path) {
        Fields fields = Fields.strict(body, path, Section.keys(CommandSpoke.class));
        try {
            return new CommandSpoke(
                    fields.required("name", fields.name("name")),
                    fields.required("version", fields.parsed("version", 64, SemVer::parse)),
                    (int) fields.whole("concurrency", 1, 10_000, DEFAULT_CONCURRENCY),
                    SpokeShape.strictCapabilities(fields),
                    fields.required("command", fields.list("command", 1, ITEMS, CommandSpoke::argument)),
                    output(fields),
                    exitCodes(fields),
                    fields.whole("timeoutMs", 1, Limits.DEADLINE_MAX_MS, DEFAULT_TIMEOUT_MS));
        } catch (BadSetting refused) {
            throw fields.bad(refused.key(), refused.detail());
        }
    }

    private static CommandArgument argument(@Nullable Object item, String path) {
        String text = Fields.itemText(item, path);
        if (text.length() > ITEM_CHARS || text.indexOf('\0') >= 0) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, path, "must have at most " + ITEM_CHARS + " characters, none of them U+0000");
        }
        try {
            return CommandArgument.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw ApiError.at(ErrorCode.BAD_VALUE, path, "has an " + unknown.getMessage());
        }
    }

    private static CommandOutput output(Fields fields) {
        Object value = fields.value("output").orElseGet(() -> new JsonObject().put("text", "stdout"));
        if ("json".equals(value)) {
            return new CommandOutput.Json();
        }
        if (value instanceof JsonObject object && object.size() == 1) {
            String field = object.fieldNames().iterator().next();
            if ("stdout".equals(object.getValue(field))) {
                return new CommandOutput.Text(field);
            }
        }
        throw fields.bad("output", "must be json, or one field with stdout such as {text: stdout}");
    }

    private static Set<Integer> exitCodes(Fields fields) {
        return new LinkedHashSet<>(fields.list("invalidInputExit", 0, 255, (item, path) -> {
                    if (item instanceof Integer code && code >= 1 && code <= 255) {
                        return code;
                    }
                    throw fields.bad("invalidInputExit", "must be a list of whole numbers from 1 to 255");
                })
                .orElse(List.of()));
    }
}
