package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.recovery.RecoveryOption;
import io.granger.routing.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What must hold in every life of a task, kept by a second, naive book: decisions opened and closed, calls made within
 * each option, the data that may be passed on.
 */
final class Promises {
    private final Set<String> opened = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private final Map<String, Integer> callsWithin = new HashMap<>();
    private final Set<String> attempts = new HashSet<>();
    private final Payload input;
    private final byte[] spec;
    private Payload data;
    private String standing = "";
    private int skipped;
    private int stepRows;
    private int paid;
    private int terminatedOptions;
    private int ends;

    Promises(TaskState task) {
        input = task.input();
        data = task.input();
        spec = new TaskWriter().spec(task.spec());
    }

    /** How many decisions were opened. */
    int decisions() {
        return opened.size();
    }

    void hold(TaskState before, TaskEvent event, TaskMachine.Transition made) {
        var after = made.state();
        if (before.status().isTerminal()) {
            assertThat(after.status())
                    .as("a terminal state is left by %s", event)
                    .isEqualTo(before.status());
            assertThat(made.effects())
                    .as("effects of %s after the end", event)
                    .allMatch(TaskEffect.LateAnswer.class::isInstance);
            assertThat(after.end()).isEqualTo(before.end());
        } else {
            follow(before, event, after);
        }
        made.effects().forEach(effect -> effect(effect, after));
        if (!before.status().isTerminal() && after.status().isTerminal()) {
            ends++;
        }
        assertThat(after.data()).as("data after %s", event).isEqualTo(data);
        assertThat(after.epoch()).isGreaterThanOrEqualTo(before.epoch());
    }

    private void follow(TaskState before, TaskEvent event, TaskState after) {
        switch (event) {
            case TaskEvent.ChainChosen e -> {
                open(e.decision());
                standing = e.decision().decisionId();
                data = e.option().restart() ? input : data;
            }
            case TaskEvent.RecoveryChosen e -> {
                open(e.decision());
                standing = e.decision().decisionId();
                if (e.option() instanceof RecoveryOption.Reroute reroute
                        && reroute.chain().restart()) {
                    data = input;
                }
                if (e.option() instanceof RecoveryOption.Skip) {
                    skipped++;
                    callsWithin.merge(standing, 1, Integer::sum);
                }
            }
            case TaskEvent.StepChosen e -> {
                open(e.decision());
                callsWithin.merge(standing, 1, Integer::sum);
            }
            case TaskEvent.Answered e -> {
                boolean isAwaited = before.step()
                        .flatMap(ActiveStep::call)
                        .map(c -> c.attemptId().equals(e.attemptId()))
                        .orElse(false);
                if (isAwaited && e.output().isPresent()) {
                    data = e.output().get();
                }
            }
            case TaskEvent.Resolved e -> {
                boolean isAwaited = before.waiting()
                        .map(w -> w.reason() == WaitReason.NEEDS_DECISION)
                        .orElse(false);
                if (isAwaited && e.isDone()) {
                    data = e.output().orElseThrow();
                }
            }
            default -> assertThat(after.done().size()).isEqualTo(before.done().size());
        }
    }

    private void open(Decision decision) {
        assertThat(opened.add(decision.decisionId()))
                .as("%s is opened twice", decision.decisionId())
                .isTrue();
        open.add(decision.decisionId());
    }

    private void close(Decision decision) {
        assertThat(open.remove(decision.decisionId()))
                .as("%s is closed and was not open", decision.decisionId())
                .isTrue();
    }

    private void effect(TaskEffect effect, TaskState after) {
        switch (effect) {
            case TaskEffect.CloseStep close -> {
                close(close.call().decision());
                stepRows++;
                assertThat(close.terminated() && close.truncated()).isFalse();
                assertThat(close.durationMs()).isNotNegative();
            }
            case TaskEffect.CloseOption close -> option(close, after);
            case TaskEffect.Send send -> {
                var call = send.step().call().orElseThrow();
                assertThat(attempts.add(call.attemptId()))
                        .as("%s is sent twice", call.attemptId())
                        .isTrue();
                assertThat(open).contains(call.decision().decisionId());
                assertThat(after.data()).isEqualTo(data);
            }
            case TaskEffect.Verify verify -> assertThat(verify.output()).isEqualTo(after.data());
            default -> {}
        }
    }

    private void option(TaskEffect.CloseOption close, TaskState after) {
        close(close.decision());
        assertThat(close.k())
                .as("k of %s", close.decision().decisionId())
                .isEqualTo(callsWithin.getOrDefault(close.decision().decisionId(), 0));
        assertThat(close.durationMs()).isNotNegative();
        assertThat(close.terminated() && close.truncated()).isFalse();
        assertThat(close.outcome().isPresent()).as("paid where it ends").isEqualTo(close.terminated());
        if (close.terminated()) {
            assertThat(after.status().isTerminal()).isTrue();
            terminatedOptions++;
        }
        paid += close.outcome().isPresent() ? 1 : 0;
    }

    /** Between two turns: what is open is what the state says, and the state survives its own encoding. */
    void atRest(TaskState task) {
        assertThat(TaskCodec.openDecisions(task))
                .extracting(Decision::decisionId)
                .containsExactlyInAnyOrderElementsOf(open);
        assertThat(task.steps()).hasSize(stepRows + skipped);
        var read = TaskCodec.decode(
                new TaskWriter().state(task, spec), task.input(), task.data(), TaskCodec.openDecisions(task));
        assertThat(read).isEqualTo(task);
    }

    void atEnd(TaskState task) {
        assertThat(task.status().isTerminal()).isTrue();
        assertThat(open).isEmpty();
        assertThat(ends).isEqualTo(1);
        assertThat(paid).isLessThanOrEqualTo(1);
        assertThat(terminatedOptions).isEqualTo(paid);
    }
}
