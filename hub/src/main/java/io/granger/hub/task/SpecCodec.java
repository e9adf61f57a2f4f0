package io.granger.hub.task;

import io.granger.registry.VersionRange;
import io.granger.routing.Arm;
import io.granger.routing.RoutingMode;
import io.granger.task.Chain;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a task's body that never changes, its pipeline included as it stood at submission. */
final class SpecCodec {
    private SpecCodec() {}

    static void write(BodyOut out, TaskSpec s) {
        out.text(s.taskId());
        writePipeline(out, s.pipeline());
        out.text(s.taskType());
        out.longer(s.inputBytes());
        out.each(s.features().entrySet(), e -> {
            out.text(e.getKey());
            boolean numeric = e.getValue() instanceof Double;
            out.flag(numeric);
            if (e.getValue() instanceof Double number) {
                out.real(number);
            } else {
                out.text(e.getValue().toString());
            }
        });
        out.integer(s.priority());
        out.optional(s.key(), out::text);
        out.word(s.preset());
        out.flag(s.heuristicOnly());
        out.each(s.only(), out::text);
        out.each(s.avoid(), out::text);
        out.optional(s.maxCost());
        out.longer(s.createdAtMs());
        out.longer(s.deadlineAtMs());
        out.real(s.expectedMs());
        out.optional(s.referenceCost());
        out.word(s.mode());
        out.word(s.arm());
        out.optional(s.retryOf(), out::text);
    }

    static TaskSpec read(BodyIn in) {
        return new TaskSpec(
                in.text(),
                readPipeline(in),
                in.text(),
                in.longer(),
                in.each(() -> Map.<String, Object>entry(in.text(), in.flag() ? (Object) in.real() : in.text())).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                in.integer(),
                in.optional(in::text),
                in.word(Preset.class),
                in.flag(),
                Set.copyOf(in.each(in::text)),
                Set.copyOf(in.each(in::text)),
                in.optionalReal(),
                in.longer(),
                in.longer(),
                in.real(),
                in.optionalReal(),
                in.word(RoutingMode.class),
                in.word(Arm.class),
                in.optional(in::text));
    }

    private static void writePipeline(BodyOut out, Pipeline p) {
        out.text(p.name());
        out.text(p.version());
        out.text(p.accepts());
        out.each(p.features(), f -> {
            out.text(f.name());
            out.word(f.kind());
        });
        switch (p.recipe()) {
            case Recipe.Alternatives a -> {
                out.flag(true);
                out.each(a.chains(), c -> writeChain(out, c));
            }
            case Recipe.Goal g -> {
                out.flag(false);
                out.text(g.accepts());
                out.text(g.produces());
                out.integer(g.maxSteps());
                out.each(g.through(), out::text);
            }
        }
        out.optional(p.deadlineMs());
    }

    private static Pipeline readPipeline(BodyIn in) {
        return new Pipeline(
                in.text(),
                in.text(),
                in.text(),
                in.each(() -> new FeatureSpec(in.text(), in.word(FeatureKind.class))),
                in.flag()
                        ? new Recipe.Alternatives(in.each(() -> readChain(in)))
                        : new Recipe.Goal(in.text(), in.text(), in.integer(), in.each(in::text)),
                in.optionalLong(),
                // The mode was settled when the task was accepted; the file's wish is not needed again.
                java.util.Optional.empty(),
                java.util.OptionalDouble.empty());
    }

    static void writeChain(BodyOut out, Chain chain) {
        out.each(chain.steps(), s -> writeStep(out, s));
    }

    static Chain readChain(BodyIn in) {
        return new Chain(in.each(() -> readStep(in)));
    }

    static void writeStep(BodyOut out, StepSpec s) {
        out.text(s.capability());
        out.optional(s.version(), v -> out.text(v.toString()));
        out.flag(s.optional());
        out.optional(s.timeoutMs());
        out.optional(s.verify(), out::text);
    }

    static StepSpec readStep(BodyIn in) {
        return new StepSpec(
                in.text(),
                in.optional(() -> VersionRange.parse(in.text())),
                in.flag(),
                in.optionalLong(),
                in.optional(in::text));
    }
}
