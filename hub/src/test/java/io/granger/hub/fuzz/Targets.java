package io.granger.hub.fuzz;

import io.granger.hub.cli.TableReading;
import io.granger.hub.config.ConfigLoader;
import io.granger.hub.shape.AnswerShape;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.CanonicalJson;
import io.granger.hub.shape.FeatureCheck;
import io.granger.hub.shape.IdempotencyKey;
import io.granger.hub.shape.JsonSchemas;
import io.granger.hub.shape.OutcomeShape;
import io.granger.hub.shape.PipelineShape;
import io.granger.hub.shape.ResolveShape;
import io.granger.hub.shape.RolloutShape;
import io.granger.hub.shape.RoutingShape;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.shape.StrictJson;
import io.granger.hub.shape.TaskShape;
import io.granger.hub.store.RowCodec;
import io.granger.hub.store.Samples;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.train.ExperienceFormat;
import io.granger.hub.train.ExperienceLines;
import io.granger.hub.train.LoggedRow;
import io.granger.rl.dense.NetworkRejected;
import io.granger.rl.dense.Safetensors;
import io.granger.rl.dense.Tensor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What the hub and its commands read from outside: requests, answers, schemas, rows, weights, configuration, tables. */
final class Targets implements AutoCloseable {
    private static final int FILES_EVERY = 20;
    private static final int SCHEMAS_EVERY = 10;
    private static final int CHECKSUM = 4;

    private static final String STEPS = """
            {"steps":["a",{"capability":"b","version":"^1.2","optional":true,"timeoutMs":9,"verify":"v"}],
             "input":{"file":"f","type":"a/b"},"features":{"n":1,"t":"x"},"priority":1,"deadlineMs":100,"key":"k",
             "preset":"cost","mode":"auto","only":["a"],"avoid":["b"],"maxCost":1,"wait":true}""";
    private static final String GOAL = """
            {"input":{},"goal":{"accepts":"a/*","produces":"b/c","maxSteps":3,"through":["a"]}}""";
    private static final String NAMED = """
            {"pipeline":"p","input":{"text":"\u00e9 \\ud83d\\ude00"},"features":{"n":1}}""";
    private static final String PIPELINE = """
            {"name":"p","version":"1.0.0","accepts":"a/b","alternatives":[["a",{"capability":"b"}],"c | d"],
             "features":[{"name":"f","kind":"text"},{"name":"n","kind":"numeric"}],"deadlineMs":100,"mode":"shadow"}""";
    private static final String SPOKE = """
            {"name":"s","version":"1.0.0","instance":"i","address":"s.1","concurrency":2,"labels":{"l":"v"},
             "capabilities":[{"name":"c","accepts":["a/b"],"produces":"c/d","inputSchema":{"type":"object"},
             "outputSchema":true,"cost":1,"expectedMs":5,"quality":0.5,"effects":"none"}]}""";
    private static final String SCHEMA = """
            {"type":"object","required":["a"],"properties":{"a":{"type":"string","pattern":"^[a-z]+$","maxLength":9},
             "b":{"anyOf":[{"type":"integer","minimum":0},{"type":"null"}]},"c":{"type":"array","items":{"$ref":"#/$defs/x"}}},
             "$defs":{"x":{"enum":[1,"y",null]}},"patternProperties":{"^x-":{"type":"number"}},"additionalProperties":false}""";
    private static final String HOSTILE = """
            {"properties":{"a":{"pattern":"^(a|aa)+(a*)*b$"}},"patternProperties":{"^a*$":{"pattern":"(a?){20}a{20}"}}}""";
    private static final JsonObject VALUE =
            new JsonObject().put("a", "a".repeat(48) + "!").put("b", 3);
    private static final String TABLE = """
            a,b,r:x,r:y,cost:x,cost:y
            1,u,0.5,1,0,1
            2.5,"v, w",0,0.25,0.5,0
            """;

    private final Path directory;

    Targets() {
        directory = folder();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them. */
    List<Target> all() {
        return Stream.of(requests(), rows(), files()).flatMap(List::stream).toList();
    }

    private static List<Target> requests() {
        var pipeline = PipelineShape.read(new JsonObject(PIPELINE));
        return List.of(
                json("task", List.of(STEPS, GOAL, NAMED), body -> {
                    var task = TaskShape.read(body);
                    IdempotencyKey.bodyHash(body);
                    FeatureCheck.check(pipeline, task.features());
                }),
                json("pipeline", List.of(PIPELINE), PipelineShape::read),
                json("spoke", List.of(SPOKE), body -> SpokeShape.read(body, "")),
                json("outcome", List.of("""
                        {"taskId":"t","score":1,"parts":{"success":1,"cost":0.5},"source":"s","key":"k"}"""), OutcomeShape::read),
                json(
                        "routing",
                        List.of("{\"mode\":\"canary\",\"share\":0.1,\"reason\":\"r\"}"),
                        body -> RoutingShape.read(body, .05)),
                json("resolve", List.of("{\"taskId\":\"t\",\"done\":true,\"output\":{}}"), ResolveShape::read),
                json("promote", List.of("{\"version\":\"v\",\"reason\":\"r\"}"), RolloutShape::promote),
                json("answer", List.of("""
                        {"output":{"a":[1]},"quality":0.5,"cost":1}""", """
                        {"error":{"class":"internal","message":"m","retryable":true}}"""), AnswerShape::read),
                new Target("schema", texts(SCHEMA, HOSTILE), ApiError.class, SCHEMAS_EVERY, bytes -> {
                    var schema = new String(bytes, StandardCharsets.UTF_8);
                    JsonSchemas.require(schema, "inputSchema");
                    new JsonSchemas().problem(schema, VALUE);
                }));
    }

    private static Target json(String name, List<String> good, Consumer<JsonObject> read) {
        return new Target(name, texts(good.toArray(String[]::new)), ApiError.class, 1, bytes -> {
            var body = StrictJson.object(Buffer.buffer(bytes));
            CanonicalJson.text(body);
            read.accept(body);
        });
    }

    private static List<Target> rows() {
        var row = RowCodec.encodeRow(Samples.row(1, 1));
        var decisions = RowCodec.encodeDecisions(List.of(Samples.decision(1, 1), Samples.decision(2, 1)));
        var line = new LoggedRow(Samples.row(1, 1), List.of(), false);
        var numbers = new Tensor(List.of(2, 2), new float[] {1, 2, 3, 4});
        return List.of(
                new Target("row", List.of(row), StoreFailure.class, 1, bytes -> RowCodec.decodeRow(sealed(bytes))),
                new Target(
                        "decisions",
                        List.of(decisions),
                        StoreFailure.class,
                        1,
                        bytes -> RowCodec.decodeDecisions(sealed(bytes))),
                lines("jsonl", ExperienceFormat.JSONL, line),
                lines("dsjson", ExperienceFormat.DSJSON, line),
                new Target(
                        "weights",
                        List.of(Safetensors.write(Map.of("a", numbers, "b", numbers))),
                        NetworkRejected.class,
                        1,
                        Safetensors::read),
                new Target(
                        "learner",
                        List.of(Safetensors.writeBytes(Map.of("a", new byte[] {1, 2}))),
                        NetworkRejected.class,
                        1,
                        Safetensors::readBytes));
    }

    private static Target lines(String name, ExperienceFormat format, LoggedRow row) {
        var good = format.line(row).orElseThrow().encode();
        return new Target(
                name,
                texts(good + "\n" + good),
                ApiError.class,
                2,
                bytes -> ExperienceLines.read(
                        new ByteArrayInputStream(bytes), format, read -> read.targets(), fault -> {}));
    }

    private List<Target> files() {
        var yaml = directory.resolve("granger.yaml");
        var table = directory.resolve("table.csv");
        return List.of(
                new Target("configuration", texts("""
                                http: {host: 127.0.0.1, port: 8080}
                                tasks:
                                  deadlineMs: 30000
                                routing: {mode: canary, share: 0.05, holdout: 0.05}
                                retry: {maxAttempts: 3, budgetShare: .2}
                                """), ApiError.class, FILES_EVERY, bytes -> {
                    Files.write(yaml, bytes);
                    ConfigLoader.check(directory);
                }),
                new Target("table", texts(TABLE), TableReading.Refused.class, FILES_EVERY, bytes -> {
                    Files.write(table, bytes);
                    TableReading.read(table);
                }));
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** With the checksum that belongs to the bytes before it: what is behind the checksum is to be reached. */
    private static byte[] sealed(byte[] bytes) {
        if (bytes.length < CHECKSUM) {
            return bytes;
        }
        var sealed = Arrays.copyOf(bytes, bytes.length);
        var sum = new CRC32C();
        sum.update(sealed, 0, sealed.length - CHECKSUM);
        ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN).putInt(sealed.length - CHECKSUM, (int) sum.getValue());
        return sealed;
    }

    @Override
    public void close() {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
