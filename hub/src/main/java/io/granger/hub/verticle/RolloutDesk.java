package io.granger.hub.verticle;

import io.granger.hub.control.ErrorBudget;
import io.granger.hub.control.Rollout;
import io.granger.hub.control.RolloutBook;
import io.granger.hub.control.RolloutEvent;
import io.granger.hub.control.RolloutMachine;
import io.granger.hub.control.RolloutPlan;
import io.granger.hub.store.AuditRecord;
import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.rl.ope.Verdict;
import io.granger.routing.RoutingMode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rollout of a policy: counts what its tasks come to, and lets the {@link RolloutMachine} move it on or take it back.
 * What follows for tasks is a routing setting like any other. Owner thread only.
 *
 * <p>Among members one judges, the one an operator spoke to last. The others send it what they see and keep what it tells them each
 * second; when it has been silent for longer than the cluster takes to drop a member, another one judges from there.
 */
public final class RolloutDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutDesk.class);

    private static final long SAVE_MS = 1_000;

    /** Longer than the cluster takes to drop a silent member. */
    private static final long SILENT_MS = 15_000;

    /** Nodes take over one after the other, so that the first one is heard by the rest. */
    private static final long STAGGER_MS = 4_000;

    private final LongSupplier clock;
    private final HubStore store;
    private final RoutingDesk routing;
    private final EventLog log;
    private final String node;

    private final RolloutWatch watch;
    private final Map<String, String> followed = new HashMap<>();
    private RolloutLink link = RolloutLink.ALONE;
    private Optional<RolloutBook> book = Optional.empty();
    private long heardAtMs;
    private long savedAtMs;

    RolloutDesk(
            LongSupplier clock,
            HubStore store,
            RoutingDesk routing,
            EventLog log,
            String node,
            boolean isAlone,
            Map<String, String> settings) {
        this.clock = clock;
        this.store = store;
        this.routing = routing;
        this.log = log;
        this.node = node;
        this.watch = new RolloutWatch(clock, routing.control(), this);
        this.heardAtMs = clock.getAsLong();
        settings.forEach((name, value) -> {
            if (RolloutBook.owns(name)) {
                followed.put(name, value);
            }
        });
        restore();
        // A node has another name after each start, so alone it is always the judge.
        book.filter(b -> isAlone).ifPresent(b -> b.judgedBy(node));
    }

    private void restore() {
        try {
            book = RolloutBook.restore(followed);
            book.ifPresent(b -> watch.goOn(b.evidence().open().keySet()));
        } catch (RuntimeException damaged) {
            LOG.warn("the stored rollout cannot be read and is left out: {}", damaged.getMessage());
        }
    }

    /** Joins the other hubs. */
    void follow(RolloutMembers members) {
        link = members;
        members.open(this);
    }

    /** The rollout and what was seen of it, if there ever was one. */
    public Optional<RolloutBook> book() {
        return book;
    }

    /** How often the policy failed to answer here. */
    public ErrorBudget budget() {
        return watch.budget();
    }

    /** What it hears tasks say. */
    RolloutWatch watch() {
        return watch;
    }

    Optional<RolloutBook> running() {
        return book.filter(b -> b.rollout().isRunning());
    }

    /** Whether there are no other hubs to ask or to tell. */
    boolean isAlone() {
        return link.equals(RolloutLink.ALONE);
    }

    boolean isJudge() {
        return book.filter(b -> b.rollout().judge().equals(node)).isPresent();
    }

    /** A note of another node about a place; late ones about an earlier place no longer count. */
    void noted(String stageId, RolloutLink.Note note) {
        if (isJudge()
                && running().filter(b -> b.rollout().stageId().equals(stageId)).isPresent()) {
            take(note);
        }
    }

    /** What a task of this node or another one came to. */
    void take(RolloutLink.Note note) {
        running().ifPresent(b -> {
            switch (note) {
                case RolloutLink.Note.Accepted a -> b.accepted(a.taskId(), a.key(), a.arm());
                case RolloutLink.Note.Ended e -> {
                    b.ended(e.taskId(), e.seen());
                    if (b.evidence().verdict() == Verdict.WORSE) {
                        look(b);
                    }
                }
            }
        });
    }

    /** What time alone brings. */
    void tick() {
        long nowMs = clock.getAsLong();
        watch.settle(nowMs);
        running().ifPresent(b -> {
            if (isJudge()) {
                look(b);
            } else {
                send(b);
                takeOverFromTheSilent(b, nowMs);
            }
        });
        if (nowMs - savedAtMs >= SAVE_MS) {
            save();
        }
    }

    /** Looks at what is known now and lets the machine say what follows. */
    private void look(RolloutBook b) {
        long nowMs = clock.getAsLong();
        var rollout = b.rollout();
        boolean isStopped = routing.control().state().stop().isStopped();
        if (isStopped) {
            // Tasks under way went on under the heuristic; a stop is no observation of the policy.
            b.evidence().dropOpen();
            return;
        }
        var plan = rollout.plan();
        var set = routing.control().state().setting(rollout.scope());
        boolean isOurs = set.filter(s -> s.mode() == plan.mode(rollout.place())
                        && (s.mode() != RoutingMode.CANARY || s.share() == plan.share(rollout.place())))
                .isPresent();
        if (isOurs) {
            apply(new RolloutEvent.Found(nowMs, b.evidence().finding()), "rollout");
        } else {
            // While the judge changes, the routing of a rollback at another member may be here before its rollout is.
            var by = set.map(s -> s.reason().startsWith(RolloutMachine.ROLLED_BACK)
                            ? s.reason()
                            : "mode " + s.mode().word() + " was set by hand: " + s.reason())
                    .orElse("its routing setting is gone");
            apply(new RolloutEvent.TakenOver(nowMs, by), "rollout");
        }
    }

    private void send(RolloutBook b) {
        var notes = watch.notes();
        if (!notes.isEmpty()) {
            link.send(b.rollout().judge(), b.rollout().stageId(), notes);
        }
    }

    private void takeOverFromTheSilent(RolloutBook b, long nowMs) {
        if (nowMs - heardAtMs > SILENT_MS + Math.floorMod(node.hashCode(), STAGGER_MS)) {
            LOG.info(
                    "judge {} of rollout {} is silent; this node judges now",
                    b.rollout().judge(),
                    b.rollout().id());
            restore();
            book.ifPresent(restored -> restored.judgedBy(node));
            save();
        }
    }

    /** Begins a rollout; completes when it is durable. */
    public Future<Void> begin(String policy, String scope, RolloutPlan plan, boolean mayLead, String who, String why) {
        book.ifPresent(b -> followed.putAll(b.everything()));
        followed.replaceAll((name, value) -> "");
        var first =
                Rollout.begin(policy, scope, plan, mayLead, "begun by " + who + ": " + why, clock.getAsLong(), node);
        book = Optional.of(RolloutBook.of(first));
        watch.newPolicy();
        return carryOut(RolloutMachine.begin(first), who);
    }

    /** Gives the rollout an event; completes when what follows is durable. */
    public Future<Void> apply(RolloutEvent event, String who) {
        var b = book.orElseThrow();
        var step = RolloutMachine.step(b.rollout(), event);
        if (step.change().isPresent() && !isJudge()) {
            restore();
            book.orElseThrow().judgedBy(node);
            step = RolloutMachine.step(book.orElseThrow().rollout(), event);
        }
        return carryOut(step, who);
    }

    private Future<Void> carryOut(RolloutMachine.Step step, String who) {
        var b = book.orElseThrow();
        b.follow(step);
        if (step.change().isEmpty()) {
            return Future.succeededFuture();
        }
        var change = step.change().get();
        var rollout = step.next();
        long nowMs = clock.getAsLong();
        watch.startAfresh(nowMs);
        // Members hear of the rollout before its routing: the other way round it would look like somebody's hand.
        save();
        var told = new JsonObject()
                .put("policy", rollout.policy())
                .put("rollout", rollout.id())
                .put("stage", rollout.stage())
                .put("status", rollout.status().word())
                .put("why", rollout.verdict());
        LOG.info(
                "rollout of {}: {} at {}: {}",
                rollout.policy(),
                change.kind().word(),
                rollout.stage(),
                rollout.verdict());
        var audit = new AuditRecord(nowMs, who, "policy." + change.kind().word(), told.encode());
        log.tell("policy." + change.kind().word(), told);
        if (!change.isRouting()) {
            return commit(Change.NONE.withAudit(audit));
        }
        var setting = routing.stamped(
                rollout.scope(), change.mode(), change.share(), rollout.verdict(), rollout.mayLead(), rollout.id());
        return routing.change(routing.control().state().with(rollout.scope(), setting), audit);
    }

    /** Saves what changed and tells the members; completes when it is durable. */
    Future<Void> save() {
        savedAtMs = clock.getAsLong();
        if (!isJudge()) {
            return Future.succeededFuture();
        }
        var changes = new HashMap<>(book.orElseThrow().changes());
        followed.forEach((name, value) -> {
            if (value.isEmpty()) {
                changes.putIfAbsent(name, "");
            }
        });
        followed.clear();
        if (changes.isEmpty()) {
            if (!isAlone() && running().isPresent()) {
                // Silence would be taken for death.
                link.tell(book.orElseThrow().summary());
            }
            return Future.succeededFuture();
        }
        link.tell(changes);
        return commit(Change.settings(changes));
    }

    /** Judges at once what waits for a verifier, and saves. */
    Future<Void> close() {
        watch.settle(Long.MAX_VALUE);
        return save();
    }

    private Future<Void> commit(Change change) {
        Promise<Void> done = Promise.promise();
        store.commit(change, error -> {
            if (error == null) {
                done.complete();
            } else {
                LOG.warn("rollout not saved, will be told again: {}", error.getMessage());
                done.fail(error);
            }
        });
        return done.future();
    }

    /** A member came and wants to know. */
    void asked() {
        if (isJudge()) {
            link.tell(book.orElseThrow().everything());
        }
    }

    /** What the judge tells. */
    void heard(Map<String, String> theirs) {
        var told = RolloutBook.rolloutOf(theirs);
        var mine = book.map(RolloutBook::rollout);
        if (mine.filter(r -> r.newerThan(told)).isPresent()) {
            if (isJudge()) {
                asked();
            }
            return;
        }
        heardAtMs = clock.getAsLong();
        boolean isNewPlace = mine.filter(r -> r.stageId().equals(told.stageId()) && r.status() == told.status())
                .isEmpty();
        followed.putAll(theirs);
        followed.values().removeIf(String::isEmpty);
        if (isNewPlace) {
            watch.startAfresh(heardAtMs);
        }
        try {
            // Keys are only read when this node comes to judge.
            book = RolloutBook.restore(Map.of(RolloutBook.SETTING, theirs.get(RolloutBook.SETTING)));
        } catch (RuntimeException damaged) {
            LOG.warn("a member tells of a rollout that cannot be read: {}", damaged.getMessage());
            return;
        }
        commit(Change.settings(theirs));
    }
}
