package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.CandidateId;
import io.granger.registry.CandidateView;
import io.granger.registry.Capability;
import io.granger.registry.Effects;
import io.granger.registry.VersionRange;
import io.granger.rl.Scores;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import io.granger.routing.simulation.World;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is registered and however it does, nobody is sent where a mask forbids it; checked against the registry itself. */
class NeverMaskedTest {
    private static final List<String> TYPES = List.of("text/plain", "text/*", "application/pdf", "*/*");

    /** A policy that does not care who is eligible. */
    private record Careless(String kind) implements Router {
        @Override
        public String policy() {
            return kind;
        }

        @Override
        public long revision() {
            return 0;
        }

        @Override
        public Scores score(Situation situation) {
            int n = situation.candidates().size();
            return new Scores(new double[n], new double[n]);
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            double[] base = new double[situation.candidates().size()];
            if (kind.equals("uniform")) {
                Arrays.fill(base, 1.0 / base.length);
            } else {
                base[base.length - 1] = 1;
            }
            return base;
        }
    }

    private static World world(SplittableRandom random) {
        World world = new World();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            Capability work = Capability.of("work", TYPES.get(random.nextInt(4)), "text/out")
                    .withCost(random.nextInt(4))
                    .withEffects(random.nextInt(4) == 0 ? Effects.UNSAFE : Effects.NONE);
            world.register("s" + i, (1 + random.nextInt(2)) + ".0.0", 1 + random.nextInt(2), work);
        }
        for (CandidateView view : world.snapshot().candidates("work")) {
            String id = view.id().toString();
            switch (random.nextInt(6)) {
                case 0, 1 -> world.openBreaker(id);
                case 2 -> world.occupy(id);
                case 3 ->
                    world.registry.drain(
                            id.substring(0, id.indexOf('/')) + "#" + view.id().spoke() + "-1", world.nowMs);
                default -> world.call(id, 1 + random.nextInt(500), random.nextBoolean());
            }
        }
        // long enough, sometimes, for breakers to be half-open, and some of these get their probe
        world.nowMs += random.nextInt(3) * 40_000L;
        for (CandidateView view : world.snapshot().candidates("work")) {
            if (random.nextInt(4) == 0) {
                world.registry.acquire(view.id(), world.nowMs);
            }
        }
        return world;
    }

    private static StepRequest step(World world, SplittableRandom random) {
        Optional<VersionRange> version =
                random.nextInt(4) == 0 ? Optional.of(VersionRange.parse("^1.0")) : Optional.empty();
        String some = "s" + random.nextInt(8);
        return new StepRequest(
                new StepSpec("work", version, false, OptionalLong.empty(), Optional.empty()),
                Chain.of(),
                "text/plain",
                random.nextInt(4) == 0 ? Set.of(some + "@1.0.0/work") : Set.of(),
                random.nextInt(8) == 0 ? Optional.of(some + "@2.0.0/work") : Optional.empty(),
                random.nextInt(8) == 0 ? new HashSet<>(List.of(some, "s0", "s1")) : Set.of(),
                random.nextInt(4) == 0 ? Set.of(some) : Set.of(),
                random.nextInt(4) == 0 ? OptionalDouble.of(1) : OptionalDouble.empty(),
                random.nextInt(4) == 0,
                world.snapshot(),
                view -> !view.id().spoke().equals("s7"),
                world.nowMs);
    }

    /** What the hard masks forbid, said once more in plain words. */
    private static boolean mayBeSent(CandidateView view, StepRequest step) {
        String spoke = view.id().spoke();
        String id = view.id().toString();
        return view.leased()
                && !view.draining()
                && view.capability().accepts("text/plain")
                && !spoke.equals("s7")
                && step.step().version().stream()
                        .allMatch(range -> range.matches(view.id().version()))
                && !(step.repeatAfterUnknown() && view.capability().effects() == Effects.UNSAFE)
                && view.capability().cost().orElse(0) <= step.costLeft().orElse(1e9)
                && (step.only().isEmpty() || step.only().contains(spoke))
                && step.same().stream().allMatch(id::equals)
                && !step.avoid().contains(spoke)
                && !step.tried().contains(id);
    }

    @Property(seed = "1", tries = 300)
    void decide_randomRegistriesAndBreakers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        World world = world(random);
        StepRequest step = step(world, random);
        List<CandidateView> views = List.copyOf(world.snapshot().candidates("work"));
        List<CandidateView> sendable =
                views.stream().filter(view -> mayBeSent(view, step)).toList();
        Candidates candidates = StepCandidates.of(step);
        assertThat(candidates instanceof Candidates.None).isEqualTo(sendable.isEmpty());
        if (!(candidates instanceof Candidates.Ready ready)) {
            return;
        }
        List<Router> policies = new ArrayList<>(List.of(new Careless("uniform"), new Careless("last")));
        policies.add(LearnedRouter.cold());
        for (StepHeuristic heuristic : StepHeuristic.values()) {
            for (Router policy : policies) {
                Decision decision = decide(ready, heuristic, policy, random);
                assertSendable(decision, views, sendable, world);
            }
        }
    }

    private static Decision decide(
            Candidates.Ready ready, StepHeuristic heuristic, Router policy, SplittableRandom random) {
        Routers routers = new Routers(
                OptionHeuristic.FIRST_CHAIN, heuristic, OptionHeuristic.FIRST_RECOVERY, Optional.of(policy));
        DecisionMaker maker = new DecisionMaker(routers, new SeededDraws(random.nextLong()), 0.5, 250, () -> 0);
        Situation situation = Fixtures.situation(Level.STEP, ready.entries(), random.nextInt(100));
        return maker.decide(Fixtures.request("t.1-1", situation, RoutingMode.CANARY, Arm.TREATMENT));
    }

    private static void assertSendable(
            Decision decision, List<CandidateView> views, List<CandidateView> sendable, World world) {
        CandidateId id = CandidateId.parse(decision.chosenEntry().id());
        CandidateView chosen =
                views.stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow();
        assertThat(sendable).contains(chosen);
        assertThat(chosen.freeSlots()).isPositive();
        boolean admits = chosen.health().admitsCall(world.nowMs);
        assertThat(decision.chosenEntry().breakerLast()).isEqualTo(!admits);
        if (!admits) {
            // a probe before its time: nobody else was there, and nobody closes sooner
            assertThat(sendable).noneMatch(view -> view.health().admitsCall(world.nowMs));
            assertThat(sendable.stream()
                            .filter(view -> view.freeSlots() > 0)
                            .mapToLong(view -> view.health().breakerClosesAtMs())
                            .min())
                    .hasValue(chosen.health().breakerClosesAtMs());
        }
    }

    @Property(seed = "1", tries = 200)
    void acquire_afterADecision(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        World world = world(random);
        if (StepCandidates.of(step(world, random)) instanceof Candidates.Ready ready) {
            CandidateEntry chosen = decide(ready, StepHeuristic.POWER_OF_TWO, LearnedRouter.cold(), random)
                    .chosenEntry();
            assertThat(world.registry.acquire(CandidateId.parse(chosen.id()), world.nowMs, chosen.breakerLast()))
                    .isPresent();
        }
    }
}
