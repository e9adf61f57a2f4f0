package io.granger.hub.task;

import io.granger.registry.Dispatch;
import io.granger.routing.Decision;
import io.granger.task.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A task's state as bytes, for the store; a {@link TaskWriter} writes them. The payloads and the open decisions are kept beside
 * it: the body names the decisions by id.
 */
public final class TaskCodec {
    private TaskCodec() {}

    /** The decisions of the task that are open now, option or recovery first. */
    public static List<Decision> openDecisions(TaskState s) {
        var open = new ArrayList<Decision>(2);
        s.standing().ifPresent(o -> open.add(o.decision()));
        s.step().flatMap(ActiveStep::call).ifPresent(c -> open.add(c.decision()));
        return open;
    }

    /** Writes the body of this state. */
    static void write(BodyOut out, TaskState s, byte[] spec) {
        out.integer(BodyIn.VERSION);
        out.bytes(spec);
        out.word(s.status());
        out.integer(s.epoch());
        out.integer(s.nextSeq());
        out.integer(s.nextStep());
        out.text(s.dataType());
        out.each(s.done(), out::text);
        out.each(s.steps(), r -> writeRecord(out, r));
        out.each(s.failedChains(), out::text);
        SpecCodec.writeChain(out, s.plan());
        SpecCodec.writeChain(out, s.chain());
        out.text(s.policy());
        out.optional(s.standing(), o -> {
            out.text(o.decision().decisionId());
            out.word(o.kind());
            SpecCodec.writeChain(out, o.chain());
            out.text(o.chainId());
            out.integer(o.k());
            out.longer(o.startedAtMs());
        });
        out.optional(s.step(), a -> writeStep(out, a));
        out.optional(s.waiting(), w -> {
            out.word(w.reason());
            out.text(w.capability());
            out.text(w.why());
            out.optional(w.untilMs());
        });
        out.optional(s.lastFailure(), f -> {
            out.word(f.failureClass());
            out.text(f.message());
            out.flag(f.retryable());
        });
        out.real(s.costTotal());
        out.flag(s.recovered());
        out.optional(s.end(), e -> {
            out.longer(e.atMs());
            out.optional(e.error(), x -> {
                out.text(x.code());
                out.text(x.message());
            });
        });
    }

    /**
     * Reads a state back.
     *
     * @param open the decisions stored as open with it
     * @throws IllegalArgumentException when the body is damaged, of another version, or names a decision not in {@code open}
     */
    public static TaskState decode(byte[] body, Payload input, Payload data, List<Decision> open) {
        var in = BodyIn.of(body);
        var byId = open.stream().collect(Collectors.toMap(Decision::decisionId, Function.identity()));
        return new TaskState(
                SpecCodec.read(in.part()),
                in.word(TaskStatus.class),
                in.integer(),
                in.integer(),
                in.integer(),
                input,
                data,
                in.text(),
                in.each(in::text),
                in.each(() -> readRecord(in)),
                Set.copyOf(in.each(in::text)),
                SpecCodec.readChain(in),
                SpecCodec.readChain(in),
                in.text(),
                in.optional(() -> new StandingOption(
                        decision(byId, in.text()),
                        in.word(StandingOption.Kind.class),
                        SpecCodec.readChain(in),
                        in.text(),
                        in.integer(),
                        in.longer())),
                in.optional(() -> readStep(in, byId)),
                in.optional(() -> new Waiting(in.word(WaitReason.class), in.text(), in.text(), in.optionalLong())),
                in.optional(() -> new StepFailure(in.word(FailureClass.class), in.text(), in.flag())),
                in.real(),
                in.flag(),
                in.optional(() -> new TaskEnd(in.longer(), in.optional(() -> new TaskError(in.text(), in.text())))));
    }

    /**
     * How far a task is in this body.
     *
     * @param status where it stands
     * @param epoch of its owner
     * @param tries attempts at steps so far
     */
    public record Progress(TaskStatus status, int epoch, int tries) {}

    /** Reads how far the task is, and nothing else; refuses as {@link #decode} does. */
    public static Progress progress(byte[] body) {
        var in = BodyIn.of(body);
        in.bytes();
        var status = in.word(TaskStatus.class);
        int epoch = in.integer();
        in.integer();
        in.integer();
        in.text();
        in.each(in::text);
        return new Progress(status, epoch, in.count());
    }

    private static void writeRecord(BodyOut out, StepRecord r) {
        out.text(r.stepId());
        out.text(r.capability());
        out.text(r.candidate());
        out.text(r.instance());
        out.integer(r.attempt());
        out.longer(r.ms());
        out.text(r.outcome());
        out.optional(r.quality());
        out.optional(r.cost());
        out.flag(r.verified());
    }

    private static StepRecord readRecord(BodyIn in) {
        return new StepRecord(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.integer(),
                in.longer(),
                in.text(),
                in.optionalReal(),
                in.optionalReal(),
                in.flag());
    }

    private static void writeStep(BodyOut out, ActiveStep a) {
        out.integer(a.number());
        SpecCodec.writeStep(out, a.spec());
        out.integer(a.attempt());
        out.each(a.tried(), out::text);
        out.optional(a.same(), out::text);
        out.optional(a.call(), c -> {
            out.text(c.decision().decisionId());
            out.text(c.dispatch().spokeId());
            out.text(c.dispatch().instance());
            out.text(c.dispatch().address());
            out.longer(c.dispatch().probe());
            out.text(c.attemptId());
            out.longer(c.sentAtMs());
            out.flag(c.isUnsafe());
        });
    }

    private static ActiveStep readStep(BodyIn in, Map<String, Decision> byId) {
        return new ActiveStep(
                in.integer(),
                SpecCodec.readStep(in),
                in.integer(),
                Set.copyOf(in.each(in::text)),
                in.optional(in::text),
                in.optional(() -> new ActiveStep.Call(
                        decision(byId, in.text()),
                        new Dispatch(in.text(), in.text(), in.text(), in.longer()),
                        in.text(),
                        in.longer(),
                        in.flag())));
    }

    private static Decision decision(Map<String, Decision> byId, String id) {
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() -> new IllegalArgumentException("task body: open decision " + id + " is not stored"));
    }
}
