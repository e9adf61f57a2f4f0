package io.granger.hub.verticle;

import io.granger.hub.config.HubConfig;
import io.granger.hub.control.HmacDraws;
import io.granger.hub.control.RoutingControl;
import io.granger.hub.shape.FileGate;
import io.granger.hub.shape.JsonSchemas;
import io.granger.hub.store.HubStore;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskIds;
import io.granger.hub.train.PolicyFolder;
import io.granger.registry.RegistrySettings;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.DecisionMaker;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Replay;
import io.granger.routing.Router;
import io.granger.routing.Routers;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Everything that runs on the hub's owner thread, put together. */
public final class HubCore {
    /** The setting under which the store keeps what operators set. */
    public static final String ROUTING_SETTING = "routing";

    /** Twice the tick: a thread that is later than this was kept waiting, and the heartbeats in its queue with it. */
    private static final long LOOK_MS_MAX = 1_000;

    private final HubConfig config;
    private final String node;
    private final HubStore store;
    private final SpokeRegistry registry;
    private final JsonSchemas schemas = new JsonSchemas();
    private final HmacDraws draws;
    private final LongSupplier clock;
    private final Learner learner;
    private final RoutingControl control;
    private final RoutingDesk routing;
    private final RolloutDesk rollout;
    private final Routers routers;
    private final PipelineBook pipelines;
    private final EventLog log;
    private final PolicySignals signals;
    private final Dispatcher dispatcher;
    private final OutputCheck check;
    private final Chooser chooser;
    private final TaskRunner runner;
    private final SpokeDesk desk;
    private final Outcomes outcomes;
    private final Admission admission;
    private final PolicyKeeper policies;
    private final Optional<SharedPolicy> shared;
    private final TaskIds ids;
    private PolicyShelf shelf = PolicyShelf.BUILT_IN_ONLY;
    private Runnable followRollout = () -> {};
    private final Optional<CustodyDesk> custody;

    /** What the outside gives: the store, where rows are learnt, the secret, time, randomness, meters, this hub's name among members. */
    public record Given(
            Surroundings surroundings,
            HubConfig config,
            HubStore store,
            LearningQueue learning,
            byte[] secret,
            LongSupplier clock,
            LongSupplier nanoTime,
            RandomGenerator random,
            HubMetrics metrics,
            String node) {}

    /**
     * The core over what was given.
     *
     * @param settings what the store keeps as settings
     * @param saved the saved policy's files by name
     */
    public HubCore(
            Given given, Map<String, String> settings, java.util.function.Function<String, Optional<byte[]>> saved) {
        config = given.config();
        store = given.store();
        clock = given.clock();
        var metrics = given.metrics();
        node = given.node();
        var surroundings = given.surroundings();
        long leaseMs = config.spokes().leaseMs();
        registry =
                new SpokeRegistry(new RegistrySettings(leaseMs, config.breaker().settings())
                        .lookedAtWithin(Math.min(LOOK_MS_MAX, leaseMs / 3)));
        draws = new HmacDraws(given.secret());
        learner = Learner.restore(saved, config.policy().learnsOnline(), given.learning());
        signals = new PolicySignals(learner);
        control = RoutingStart.control(config, given.secret(), settings);
        routers = routers();
        pipelines = new PipelineBook(config.pipelines());
        log = new EventLog(surroundings, clock);
        routing = new RoutingDesk(clock, store, control, learner, log, given.node());
        check = new OutputCheck(registry, schemas, clock);
        var hedges = new Hedges(surroundings, registry, clock, config.hedge());
        dispatcher = new Dispatcher(surroundings, clock, check, hedges);
        var states = new StateSource();
        var maker = new DecisionMaker(
                routers,
                this::policyOf,
                draws,
                config.exploration().floor(),
                config.policy().budgetMicros(),
                given.nanoTime());
        var recovery = RecoveryChoice.of(config.retry(), draws);
        chooser = new Chooser(
                registry,
                control,
                maker,
                states,
                check,
                learner,
                recovery,
                config.routing().maxChains(),
                clock);
        rollout = new RolloutDesk(
                clock, store, routing, log, given.node(), !config.cluster().enabled(), settings);
        var closer = new Closer(registry, learner, states, rollout.watch()::rated, clock);
        var effects = new TaskEffects(registry, chooser, closer, dispatcher, metrics, this::decided, clock);
        var waitingRoom = new WaitingRoom(clock);
        var aftermath = new Aftermath(metrics, signals, rollout.watch());
        runner = new TaskRunner(surroundings, clock, store, effects, aftermath, waitingRoom, log);
        desk = new SpokeDesk(registry, log, clock, runner::spokesChanged, runner::spokeLeft);
        var verifier = new Verifier(registry, dispatcher, clock);
        var freedSlots = new FreedSlots(registry, runner, desk, verifier);
        hedges.with(chooser::beside, freedSlots::of);
        outcomes = new Outcomes(new Worker(surroundings), store, registry, closer, clock);
        admission = new Admission(
                runner,
                waitingRoom,
                store,
                metrics,
                given.nanoTime(),
                config.tasks().maxOpen(),
                config.tasks().maxQueued());
        aftermath.with(freedSlots, admission, verifier, outcomes, runner);
        policies = new PolicyKeeper(learner, store);
        custody = CustodyDesk.of(given, runner, effects, admission, log);
        shared = config.cluster().enabled() && config.policy().learnsOnline()
                ? Optional.of(new SharedPolicy(learner, given.node(), clock))
                : Optional.empty();
        ids = new TaskIds(given.random());
    }

    /** The policy that decides for a pipeline; a rollout that began a moment ago counts already. */
    private Optional<Router> policyOf(String pipeline) {
        followRollout.run();
        return learner.policyOf(pipeline);
    }

    private Routers routers() {
        return new Routers(
                OptionHeuristic.FIRST_CHAIN,
                StepHeuristic.of(config.routing().heuristic()).orElseThrow(),
                OptionHeuristic.FIRST_RECOVERY,
                Optional.of(learner.router()));
    }

    /** Names under which the store keeps the policy. */
    public static java.util.Set<String> policyFiles() {
        return Learner.files();
    }

    /** Repeats stored decisions with the routers and draws of this hub. */
    public Replay replay() {
        var known = new HashMap<String, Router>();
        for (var heuristic : StepHeuristic.values()) {
            known.put(heuristic.policy(), heuristic);
        }
        for (var heuristic : OptionHeuristic.values()) {
            known.put(heuristic.policy(), heuristic);
        }
        known.put(LearnedRouter.POLICY, learner.router());
        learner.serving().flatMap(Learner.Serving::router).ifPresent(served -> known.put(served.policy(), served));
        return new Replay(known, draws);
    }

    private void decided(TaskEvent event) {
        signals.decided(event);
        rollout.watch().decided(event);
    }

    /** What time alone brings: leases, breakers, verdicts. */
    public void tick() {
        desk.tick();
        rollout.tick();
        followRollout.run();
        custody.ifPresent(CustodyDesk::tick);
    }

    /** Asks again for every task that waits, in case a wake-up was missed. */
    public void wakeAll() {
        runner.wakeAll();
    }

    /** Joins the other hubs on this bus. */
    public void follow(Vertx vertx) {
        routing.follow(vertx);
        rollout.follow(new RolloutMembers(vertx, node));
    }

    /** Saves what the rollout came to; completes once it is durable. */
    public Future<Void> saveRollout() {
        return rollout.close();
    }

    /** The rollout. */
    public RolloutDesk rollout() {
        return rollout;
    }

    /** The policies that may be rolled out. */
    public PolicyShelf shelf() {
        return shelf;
    }

    /**
     * Lets the packages of a folder be rolled out.
     *
     * @param fetch asks whoever may have it for a version that is not here
     */
    public void offer(PolicyFolder packages, Worker worker, Consumer<String> fetch) {
        var offered = new PackageShelf(
                packages,
                worker,
                learner,
                rollout,
                StateSource.layouts(config.pipelines()),
                config.policy().learnsOnline(),
                clock,
                fetch);
        shelf = offered;
        followRollout = offered::follow;
    }

    /** Saves the policy if it learnt anything. */
    public Future<Void> savePolicy() {
        return policies.save();
    }

    /** Saves the policy for the last time. */
    public Future<Void> closePolicy() {
        return policies.close();
    }

    /** Which tasks are this hub's among those of its cluster; empty where tasks are one hub's alone. */
    public Optional<CustodyDesk> custody() {
        return custody;
    }

    /** Who may be asked for work. */
    public SpokeRegistry registry() {
        return registry;
    }

    /** Where spokes come and go. */
    public SpokeDesk desk() {
        return desk;
    }

    /** Where tasks run. */
    public TaskRunner runner() {
        return runner;
    }

    /** Whether one more task can be taken. */
    public Admission admission() {
        return admission;
    }

    /** What becomes of a request. */
    public Intake intake() {
        var limits = new Intake.IntakeLimits(
                config.tasks().deadlineMs(),
                config.routing().preset(),
                config.routing().maxChains());
        return new Intake(
                pipelines,
                registry,
                control,
                check,
                new FileGate(config.files().roots()),
                ids,
                limits,
                admission,
                clock);
    }

    /** The named pipelines. */
    public PipelineBook pipelines() {
        return pipelines;
    }

    /** The mode in force. */
    public RoutingControl control() {
        return control;
    }

    /** Where the mode is changed. */
    public RoutingDesk routing() {
        return routing;
    }

    /** What happened lately. */
    public EventLog log() {
        return log;
    }

    /** What is said of decisions after their close. */
    public Outcomes outcomes() {
        return outcomes;
    }

    /** The first decisions of a task that is not made. */
    public DryRun dryRun() {
        return new DryRun(chooser, registry, clock);
    }

    /** Calls outside any task. */
    public SpokeTrial trial() {
        return new SpokeTrial(dispatcher);
    }

    /** What recent decisions tell about the policy that serves. */
    public PolicySignals signals() {
        return signals;
    }

    /** The policy that serves. */
    public PolicyView policy() {
        return learner;
    }

    /** The policy as it learns together with other members', in a cluster. */
    public Optional<SharedPolicy> shared() {
        return shared;
    }

    /** Calls under way. */
    public int inFlight() {
        return dispatcher.inFlight();
    }
}
