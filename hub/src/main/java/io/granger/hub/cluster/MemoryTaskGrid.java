package io.granger.hub.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One hub's view of a {@link MemoryCluster}. Thread-safe. */
final class MemoryTaskGrid implements TaskGrid {
    private final MemoryCluster cluster;
    private final String node;
    private final Executor executor;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> lossListeners = new CopyOnWriteArrayList<>();

    MemoryTaskGrid(MemoryCluster cluster, String node, Executor executor) {
        this.cluster = cluster;
        this.node = node;
        this.executor = executor;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
        answer(cluster.asked(node, tasks -> offer(tasks, offered)), done);
    }

    private static Offer offer(Map<String, SharedTask> tasks, SharedTask offered) {
        var stored = Optional.ofNullable(tasks.get(offered.taskId()));
        var offer = offered.offeredTo(stored);
        switch (offer) {
            case Offer.Stands stands ->
                tasks.put(offered.taskId(), stored.map(offered::join).orElse(offered));
            case Offer.Displaced displaced -> tasks.put(offered.taskId(), displaced.instead());
            case Offer.Incomplete incomplete -> {}
        }
        return offer;
    }

    @Override
    public void claim(String taskId, int epoch, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        answer(
                cluster.asked(
                        node,
                        tasks -> Optional.ofNullable(tasks.get(taskId))
                                .flatMap(t -> t.claimedBy(node, epoch))
                                .map(taken -> {
                                    tasks.put(taskId, taken);
                                    return taken;
                                })),
                done);
    }

    @Override
    public void read(String taskId, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        answer(cluster.asked(node, tasks -> Optional.ofNullable(tasks.get(taskId))), done);
    }

    @Override
    public void forget(String taskId) {
        cluster.asked(node, tasks -> Optional.ofNullable(tasks.remove(taskId)));
    }

    @Override
    public void withdraw(String taskId, Consumer<GridAnswer<Boolean>> done) {
        answer(
                cluster.asked(node, tasks -> {
                    var stored = Optional.ofNullable(tasks.get(taskId)).filter(t -> t.mayBeWithdrawnBy(node));
                    stored.ifPresent(t -> tasks.remove(taskId));
                    return stored.isPresent();
                }),
                done);
    }

    @Override
    public void takeKey(SharedKey offered, String insteadOf, Consumer<GridAnswer<SharedKey>> done) {
        answer(cluster.takeKey(node, offered, insteadOf), done);
    }

    @Override
    public void readKey(String principal, String key, Consumer<GridAnswer<Optional<SharedKey>>> done) {
        answer(cluster.readKey(node, principal, key), done);
    }

    @Override
    public void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done) {
        answer(cluster.answerRoll(node, stores), done);
    }

    @Override
    public void orphans(Consumer<GridAnswer<List<SharedTask>>> done) {
        answer(cluster.orphans(node), done);
    }

    @Override
    public void renew(Consumer<GridAnswer<Boolean>> done) {
        answer(cluster.asked(node, tasks -> true), done);
    }

    @Override
    public Set<String> hubs() {
        return cluster.seenBy(node);
    }

    @Override
    public boolean hasQuorum() {
        return cluster.hasQuorum(node);
    }

    @Override
    public void onMembers(Runnable changed) {
        listeners.add(changed);
    }

    @Override
    public void onLoss(Runnable lost) {
        lossListeners.add(lost);
    }

    void tellMembers() {
        listeners.forEach(executor::execute);
    }

    void tellLoss() {
        lossListeners.forEach(executor::execute);
    }

    private <T> void answer(GridAnswer<T> answer, Consumer<GridAnswer<T>> done) {
        executor.execute(() -> done.accept(answer));
    }
}
