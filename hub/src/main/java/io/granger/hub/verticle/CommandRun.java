package io.granger.hub.verticle;

import io.granger.hub.config.CommandOutput;
import io.granger.hub.config.CommandSpoke;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.FileGate;
import io.granger.hub.shape.Limits;
import io.granger.hub.shape.StrictJson;
import io.granger.task.FailureClass;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run of a command spoke's program: no shell, killed on time-out and on too much output. Blocks; for workers. */
final class CommandRun {
    private static final int ERROR_CHARS = 500;

    private CommandRun() {}

    /** Runs the program and answers as a spoke does. */
    static JsonObject of(CommandSpoke command, JsonObject input, FileGate files, long deadlineMs) {
        long timeoutMs = Math.max(1, Math.min(command.timeoutMs(), deadlineMs));
        Process process = null;
        try {
            process = new ProcessBuilder(command.commandLine(input, files))
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .start();
            return run(command, process, timeoutMs);
        } catch (ApiError refused) {
            return error(FailureClass.INVALID_INPUT, refused.getMessage(), false);
        } catch (IOException e) {
            return error(
                    FailureClass.UNAVAILABLE, "program " + command.program() + " cannot run: " + e.getMessage(), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error(FailureClass.UNAVAILABLE, "the hub is stopping", true);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private static JsonObject run(CommandSpoke command, Process process, long timeoutMs)
            throws InterruptedException, IOException {
        var tooMuch = new AtomicBoolean();
        var out = read(process, process.getInputStream(), Limits.STEP_OUTPUT_BYTES, tooMuch);
        // What is said on standard error beyond the first lines is drained, so that the program never blocks on it.
        var err = read(process, process.getErrorStream(), Integer.MAX_VALUE, new AtomicBoolean());
        if (!process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
            return error(FailureClass.TIMEOUT, "killed after " + timeoutMs + " ms", true);
        }
        var output = out.join();
        if (tooMuch.get()) {
            return error(
                    FailureClass.RESOURCE, "killed: wrote more than " + Limits.STEP_OUTPUT_BYTES + " bytes", false);
        }
        int exit = process.exitValue();
        if (exit != 0) {
            boolean inputAtFault = command.invalidInputExit().contains(exit);
            return error(
                    inputAtFault ? FailureClass.INVALID_INPUT : FailureClass.INTERNAL,
                    "exit " + exit + ": " + firstLines(err.join()),
                    !inputAtFault);
        }
        return output(command, new String(output, StandardCharsets.UTF_8));
    }

    private static JsonObject output(CommandSpoke command, String text) {
        try {
            var output = switch (command.output()) {
                case CommandOutput.Text field -> new JsonObject().put(field.field(), text);
                case CommandOutput.Json json -> StrictJson.object(text);
            };
            return new JsonObject().put("output", output);
        } catch (ApiError notJson) {
            return error(FailureClass.INTERNAL, "output is not a JSON object: " + notJson.getMessage(), false);
        }
    }

    private static CompletableFuture<byte[]> read(Process process, InputStream in, int max, AtomicBoolean tooMuch) {
        var result = new CompletableFuture<byte[]>();
        Thread.ofVirtual().start(() -> {
            var kept = new ByteArrayOutputStream();
            try (in) {
                var buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (kept.size() + n <= Limits.STEP_OUTPUT_BYTES) {
                        kept.write(buffer, 0, n);
                    } else if (max != Integer.MAX_VALUE) {
                        tooMuch.set(true);
                        process.destroyForcibly();
                    }
                }
            } catch (IOException closed) {
                // The program was killed; what it said so far is all there is.
            }
            result.complete(kept.toByteArray());
        });
        return result;
    }

    private static String firstLines(byte[] err) {
        var text = new String(err, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.length() > ERROR_CHARS ? text.substring(0, ERROR_CHARS) : text;
    }

    private static JsonObject error(FailureClass failureClass, String message, boolean retryable) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("class", failureClass.word())
                                .put("message", message)
                                .put("retryable", retryable));
    }
}
