package io.granger.hub.task;

import io.granger.recovery.RecoveryOption;
import io.granger.routing.ChainOption;
import io.granger.routing.Level;
import io.granger.task.Chain;
import io.granger.task.FailureClass;
import io.granger.task.Recipe;
import io.granger.task.StepSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * One random life of a task: answers every question of the machine at random, as the hub may answer it, and lets calls
 * end, spokes leave, people decide, owners change, clients cancel and deadlines pass in any order.
 */
final class History {
    private static final int EVENTS_MAX = 400;

    private final SplittableRandom random;
    private final Promises promises;
    private final Deque<Level> asked = new ArrayDeque<>();
    private final List<TaskEvent.Answered> answered = new ArrayList<>();
    private TaskState task;
    private long now = Tasks.START;
    private int outputs;

    private History(long seed) {
        random = new SplittableRandom(seed);
        task = Tasks.accepted(alternatives());
        promises = new Promises(task);
    }

    /** Lives it to its end and a little beyond; throws an assertion error when a promise is broken. */
    static Promises live(long seed) {
        var history = new History(seed);
        history.run();
        return history.promises;
    }

    private Chain[] alternatives() {
        var names = new String[] {"a", "b", "c", "d"};
        var chains = new ArrayList<Chain>();
        for (int i = 0, n = 1 + random.nextInt(3); i < n; i++) {
            var steps = new ArrayList<StepSpec>();
            for (int k = 0, length = 1 + random.nextInt(4); k < length; k++) {
                var verify = random.nextInt(3) == 0 ? Optional.of("rate") : Optional.<String>empty();
                var name = names[random.nextInt(names.length)];
                steps.add(new StepSpec(name, Optional.empty(), random.nextBoolean(), OptionalLong.empty(), verify));
            }
            var chain = new Chain(steps);
            if (chains.stream().noneMatch(c -> c.id().equals(chain.id()))) {
                chains.add(chain);
            }
        }
        return chains.toArray(new Chain[0]);
    }

    private void run() {
        give(new TaskEvent.Accepted(now));
        for (int i = 0; i < EVENTS_MAX && !task.status().isTerminal(); i++) {
            now += random.nextInt(20);
            give(outside());
        }
        if (!task.status().isTerminal()) {
            give(new TaskEvent.DeadlinePassed(now));
        }
        for (int i = 0; i < 8; i++) {
            give(outside());
        }
        promises.atEnd(task);
    }

    /** Gives an event and answers every question it raises, all within one turn as the hub does. */
    private void give(TaskEvent event) {
        apply(event);
        while (!asked.isEmpty()) {
            apply(choose(asked.poll()));
        }
        promises.atRest(task);
    }

    private void apply(TaskEvent event) {
        var before = task;
        var transition = TaskMachine.apply(task, event);
        task = transition.state();
        for (var effect : transition.effects()) {
            if (effect instanceof TaskEffect.Ask ask) {
                asked.add(ask.level());
            }
        }
        promises.hold(before, event, transition);
    }

    private TaskEvent choose(Level level) {
        return switch (level) {
            case OPTION -> {
                var chains = chains();
                yield chains.isEmpty() || random.nextInt(8) == 0
                        ? Tasks.nothing(Level.OPTION, now, WaitReason.NO_SPOKE)
                        : Tasks.chain(task, now, chains.get(random.nextInt(chains.size())));
            }
            case STEP -> spoke();
            case RECOVERY -> Tasks.recovery(task, now, recovery());
        };
    }

    private TaskEvent spoke() {
        if (random.nextInt(6) == 0) {
            return Tasks.nothing(Level.STEP, now, random.nextBoolean() ? WaitReason.NO_SPOKE : WaitReason.CONCURRENCY);
        }
        var same = task.step().orElseThrow().same();
        var name = same.map(id -> id.substring(0, id.indexOf('@'))).orElse("s" + random.nextInt(3));
        return Tasks.spoke(task, now, name, random.nextInt(4) == 0);
    }

    private RecoveryOption recovery() {
        var options = new ArrayList<RecoveryOption>();
        options.add(new RecoveryOption.Retry(random.nextInt(2) * 30));
        options.add(new RecoveryOption.Substitute());
        if (task.step().orElseThrow().spec().optional()) {
            options.add(new RecoveryOption.Skip());
        }
        chains().forEach(rest -> options.add(new RecoveryOption.Reroute(ChainOption.goOn(rest, rest.id()))));
        recipe().forEach(chain -> options.add(new RecoveryOption.Reroute(ChainOption.startAgain(chain))));
        if (random.nextInt(30) == 0) {
            return new RecoveryOption.Escalate();
        }
        return options.get(random.nextInt(options.size()));
    }

    private List<Chain> recipe() {
        return ((Recipe.Alternatives) task.spec().pipeline().recipe()).chains();
    }

    /** What is left of every alternative that begins with the steps done. */
    private List<Chain> chains() {
        var done = task.done();
        return recipe().stream()
                .filter(c -> c.length() > done.size())
                .filter(c -> c.steps().stream()
                        .limit(done.size())
                        .map(StepSpec::label)
                        .toList()
                        .equals(done))
                .map(c -> c.from(done.size()))
                .toList();
    }

    private TaskEvent outside() {
        int dice = random.nextInt(200);
        if (dice < 1) {
            return new TaskEvent.CancelAsked(now);
        }
        if (dice < 2) {
            return new TaskEvent.DeadlinePassed(now);
        }
        if (dice < 10) {
            return new TaskEvent.TakenOver(now);
        }
        if (dice < 30) {
            return new TaskEvent.Woken(now);
        }
        if (dice < 50) {
            return resolved();
        }
        if (dice < 60 && !task.steps().isEmpty()) {
            var step = task.steps().get(random.nextInt(task.steps().size()));
            return new TaskEvent.Verified(now, step.stepId(), random.nextDouble());
        }
        if (dice < 80 && !answered.isEmpty()) {
            return answered.get(random.nextInt(answered.size()));
        }
        return task.step().flatMap(ActiveStep::call).isPresent() ? answer() : new TaskEvent.Woken(now);
    }

    private TaskEvent resolved() {
        return random.nextBoolean()
                ? Tasks.done(now, "by hand " + outputs++)
                : new TaskEvent.Resolved(now, false, Optional.empty(), random.nextBoolean());
    }

    private TaskEvent answer() {
        var classes = FailureClass.values();
        var answer = random.nextInt(3) > 0
                ? Tasks.success(task, now, "output " + outputs++)
                : Tasks.failure(
                        task,
                        now,
                        classes[random.nextInt(classes.length)],
                        random.nextBoolean(),
                        random.nextInt(12) == 0);
        answered.add(answer);
        return answer;
    }
}
