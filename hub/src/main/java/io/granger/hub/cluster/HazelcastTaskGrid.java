package io.granger.hub.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grid over Hazelcast: maps with one backup that is confirmed before a write counts, changed only by processors that
 * run where an entry is. Hazelcast refuses all of it while fewer hubs than a quorum are there. Thread-safe.
 */
public final class HazelcastTaskGrid implements TaskGrid {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastTaskGrid.class);
    private static final long LEASE_KEPT_S = 60;

    private final HazelcastInstance instance;
    private final String node;
    private final int quorum;
    private final Executor owner;
    private final Executor workers;
    private final IMap<String, TaskCell> tasks;
    private final IMap<String, KeyCell> keys;
    private final IMap<String, Long> leases;
    private final IMap<String, String> roll;
    private volatile List<String> parts = List.of();

    /**
     * The grid of the cluster this instance is a member of.
     *
     * @param hubs how many hubs the cluster has when all are there
     * @param owner runs every callback
     * @param workers runs what blocks
     */
    public HazelcastTaskGrid(HazelcastInstance instance, int hubs, Executor owner, Executor workers) {
        this.instance = instance;
        this.node = Optional.ofNullable(instance.getCluster().getLocalMember().getAttribute(HazelcastSettings.NODE))
                .orElseThrow(() -> new IllegalArgumentException("the instance was not configured with a node"));
        this.quorum = HazelcastSettings.quorum(hubs);
        this.owner = owner;
        this.workers = workers;
        tasks = instance.getMap(HazelcastSettings.TASK_MAP);
        keys = instance.getMap(HazelcastSettings.KEY_MAP);
        leases = instance.getMap(HazelcastSettings.LEASE_MAP);
        roll = instance.getMap(HazelcastSettings.ROLL_MAP);
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
        ask(
                () -> untilConfirmed(() -> tasks.submitToKey(offered.taskId(), new OfferTask(offered)), owner),
                OfferReply::offer,
                done);
    }

    @Override
    public void claim(String taskId, int epoch, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        ask(() -> tasks.submitToKey(taskId, new ClaimTask(epoch, node)), HazelcastTaskGrid::task, done);
    }

    @Override
    public void read(String taskId, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        ask(() -> tasks.getAsync(taskId), HazelcastTaskGrid::task, done);
    }

    private static Optional<SharedTask> task(@Nullable TaskCell cell) {
        return Optional.ofNullable(cell).map(TaskCell::task);
    }

    @Override
    public void forget(String taskId) {
        ask(() -> tasks.deleteAsync(taskId), deleted -> deleted, answer -> {});
    }

    @Override
    public void withdraw(String taskId, Consumer<GridAnswer<Boolean>> done) {
        ask(() -> tasks.submitToKey(taskId, new WithdrawTask(node)), Boolean::booleanValue, done);
    }

    @Override
    public void takeKey(SharedKey offered, String insteadOf, Consumer<GridAnswer<SharedKey>> done) {
        var name = KeyCell.name(offered.key().principal(), offered.key().key());
        ask(
                () -> untilConfirmed(() -> keys.submitToKey(name, new TakeKey(offered, insteadOf)), owner),
                KeyCell::key,
                done);
    }

    @Override
    public void readKey(String principal, String key, Consumer<GridAnswer<Optional<SharedKey>>> done) {
        ask(
                () -> keys.getAsync(KeyCell.name(principal, key)),
                cell -> Optional.ofNullable(cell).map(KeyCell::key),
                done);
    }

    @Override
    public void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done) {
        work(
                () -> {
                    var parts = parts();
                    stores.forEach(store -> roll.putAll(Roll.notes(store, node, parts)));
                    return Roll.whole(roll.getAll(roll.keySet()), parts);
                },
                done);
    }

    /** A name in each partition, the same on every member. */
    private List<String> parts() {
        if (parts.isEmpty()) {
            var service = instance.getPartitionService();
            int partitions = service.getPartitions().size();
            var found = new TreeMap<Integer, String>();
            for (int i = 0; found.size() < partitions; i++) {
                var part = String.valueOf(i);
                found.putIfAbsent(service.getPartition(Roll.note("", part)).getPartitionId(), part);
            }
            parts = List.copyOf(found.values());
        }
        return parts;
    }

    @Override
    public void renew(Consumer<GridAnswer<Boolean>> done) {
        ask(() -> leases.setAsync(node, 0L, LEASE_KEPT_S, TimeUnit.SECONDS), unused -> true, done);
    }

    @Override
    public void orphans(Consumer<GridAnswer<List<SharedTask>>> done) {
        work(this::localOrphans, done);
    }

    private List<SharedTask> localOrphans() {
        var gone = new OwnerGone(hubs());
        var ids = new TreeSet<>(tasks.localKeySet(gone));
        while (ids.size() > ORPHANS_MAX) {
            ids.pollLast();
        }
        var found = new ArrayList<SharedTask>(ids.size());
        tasks.getAll(ids).forEach((id, cell) -> found.add(cell.task()));
        found.removeIf(task -> task.version().isEnd());
        found.sort(Comparator.comparing(SharedTask::taskId));
        return found;
    }

    @Override
    public Set<String> hubs() {
        return HazelcastSettings.hubs(instance);
    }

    @Override
    public boolean hasQuorum() {
        return hubs().size() >= quorum;
    }

    @Override
    public void onMembers(Runnable changed) {
        instance.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                owner.execute(changed);
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                owner.execute(changed);
            }
        });
        instance.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                owner.execute(changed);
            }
        });
    }

    @Override
    public void onLoss(Runnable lost) {
        instance.getPartitionService().addPartitionLostListener(event -> {
            // Of what is held twice nothing is left.
            if (event.getLostBackupCount() > 0) {
                owner.execute(lost);
            }
        });
    }

    /** What blocks is done by a worker. */
    private <T> void work(Supplier<T> what, Consumer<GridAnswer<T>> done) {
        workers.execute(() -> {
            GridAnswer<T> answer;
            try {
                answer = new GridAnswer.Done<>(what.get());
            } catch (RuntimeException e) {
                answer = failed(e);
            }
            var found = answer;
            owner.execute(() -> done.accept(found));
        });
    }

    private interface Call<R> {
        CompletionStage<R> start();
    }

    private <R, T> void ask(Call<R> call, Function<R, T> read, Consumer<GridAnswer<T>> done) {
        CompletionStage<R> stage;
        try {
            stage = call.start();
        } catch (RuntimeException e) {
            owner.execute(() -> done.accept(failed(e)));
            return;
        }
        var unused = stage.whenCompleteAsync(
                (value, error) -> done.accept(error == null ? new GridAnswer.Done<>(read.apply(value)) : failed(error)),
                owner);
    }

    /**
     * Asks once more when nobody confirmed the copy. While members join, parts of the grid move, and what is said to a former holder is
     * not answered: no task may be refused for that. For changes that are the same made twice.
     */
    static <R> CompletionStage<R> untilConfirmed(Supplier<CompletionStage<R>> change, Executor owner) {
        return change.get()
                .exceptionallyComposeAsync(
                        error -> cause(error) instanceof IndeterminateOperationStateException
                                ? change.get()
                                : CompletableFuture.failedFuture(error),
                        owner);
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static <T> GridAnswer<T> failed(Throwable error) {
        var cause = cause(error);
        if (cause instanceof SplitBrainProtectionException || cause instanceof NoDataMemberInClusterException) {
            return new GridAnswer.NoQuorum<>("too few hubs of the cluster can be reached");
        }
        if (!(cause instanceof RejectedExecutionException)) {
            LOG.debug("the grid did not confirm", cause);
        }
        return new GridAnswer.Unknown<>("no confirmation came from the cluster: " + cause);
    }
}
