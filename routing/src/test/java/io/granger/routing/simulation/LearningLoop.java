package io.granger.routing.simulation;

import io.granger.registry.CandidateId;
import io.granger.registry.Dispatch;
import io.granger.registry.RegistrySnapshot;
import io.granger.routing.Arm;
import io.granger.routing.Candidates;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.DecisionMaker;
import io.granger.routing.DecisionRequest;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Level;
import io.granger.routing.Reward;
import io.granger.routing.RewardModel;
import io.granger.routing.Routers;
import io.granger.routing.RoutingMode;
import io.granger.routing.Situation;
import io.granger.routing.StateEncoder;
import io.granger.routing.StepCandidates;
import io.granger.routing.StepRequest;
import io.granger.routing.TaskFacts;
import io.granger.routing.TaskReference;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.task.Chain;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import io.granger.task.StepOutcome;
import io.granger.task.StepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One-step tasks through the real registry, candidates, decision maker, learned router and reward model. */
public final class LearningLoop {
    private static final String CAPABILITY = "extract";

    public final World world;
    public final LearnedRouter router;
    private final RewardModel rewards = new RewardModel();
    private final Pipeline pipeline =
            Pipeline.of("documents", "1.0.0", "*/*", new Recipe.Alternatives(List.of(Chain.of(CAPABILITY))));
    private final StateEncoder encoder = StateEncoder.of(pipeline);
    private final DecisionMaker maker;
    private int seq;

    /** What happens when a spoke is called for a task of that type. */
    public interface Spokes {
        StepOutcome call(String spoke, String type);
    }

    public LearningLoop(World world, LearnedRouter router, long seed) {
        this.world = world;
        this.router = router;
        Routers routers = new Routers(
                OptionHeuristic.FIRST_CHAIN,
                StepHeuristic.POWER_OF_TWO,
                OptionHeuristic.FIRST_RECOVERY,
                Optional.of(router));
        this.maker = new DecisionMaker(routers, new SeededDraws(seed), 0.02, 250, () -> 0);
    }

    /** Runs one task to its end and gives the closed decision. */
    public ExperienceRow run(String type, Preset preset, Spokes spokes) {
        RegistrySnapshot snapshot = world.snapshot();
        StepRequest step = StepRequest.first(StepSpec.of(CAPABILITY), Chain.of(), type, snapshot, world.nowMs);
        Candidates candidates = StepCandidates.of(step);
        Decision decision = maker.decide(request(type, preset, candidates));
        CandidateId chosen = CandidateId.parse(decision.chosenEntry().id());
        Dispatch dispatch = world.registry
                .acquire(chosen, world.nowMs, decision.chosenEntry().breakerLast())
                .orElseThrow();
        StepOutcome outcome = spokes.call(chosen.spoke(), type);
        world.nowMs += outcome.ms();
        world.registry.release(chosen, dispatch, outcome, world.nowMs);
        double expectedMs = TaskReference.expectedMs(snapshot, CAPABILITY);
        Reward reward = rewards.rewardOf(CAPABILITY, outcome, expectedMs, OptionalDouble.empty(), preset);
        ExperienceRow row = row(decision, dispatch, outcome, reward);
        router.learnStep(row);
        return row;
    }

    private DecisionRequest request(String type, Preset preset, Candidates candidates) {
        seq++;
        TaskFacts facts = new TaskFacts(pipeline, type, 1000, Map.of(), preset, 0, 1, 0, 0, 0, Optional.empty());
        Situation situation = new Situation(
                Level.STEP,
                Situation.stepKey(CAPABILITY, encoder.layout().id()),
                encoder.layout().id(),
                encoder.encode(facts),
                encoder.layout().stepWidth(),
                preset,
                candidates.entries(),
                seq);
        return new DecisionRequest(
                "t-" + seq + ".1-1",
                "t-" + seq,
                1,
                1,
                Level.STEP,
                world.nowMs,
                pipeline.name(),
                Optional.of(CAPABILITY),
                CAPABILITY,
                situation,
                RoutingMode.CANARY,
                Arm.TREATMENT);
    }

    private ExperienceRow row(Decision decision, Dispatch dispatch, StepOutcome outcome, Reward reward) {
        return new ExperienceRow(
                decision,
                Optional.of(dispatch.instance()),
                1,
                outcome.ms(),
                reward.parts(),
                reward.reward(),
                reward.targets(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                outcome instanceof StepOutcome.Success ? Cause.GOAL : Cause.FAILED_STEP,
                world.nowMs);
    }
}
