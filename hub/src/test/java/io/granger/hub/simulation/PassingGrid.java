package io.granger.hub.simulation;

import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.Offer;
import io.granger.hub.cluster.SharedKey;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.cluster.TaskGrid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A grid that passes everything on, for bugs to be planted into. */
class PassingGrid implements TaskGrid {
    private final TaskGrid real;

    PassingGrid(TaskGrid real) {
        this.real = real;
    }

    @Override
    public String node() {
        return real.node();
    }

    @Override
    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
        real.offer(offered, done);
    }

    @Override
    public void claim(String taskId, int epoch, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        real.claim(taskId, epoch, done);
    }

    @Override
    public void read(String taskId, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        real.read(taskId, done);
    }

    @Override
    public void forget(String taskId) {
        real.forget(taskId);
    }

    @Override
    public void withdraw(String taskId, Consumer<GridAnswer<Boolean>> done) {
        real.withdraw(taskId, done);
    }

    @Override
    public void takeKey(SharedKey offered, String insteadOf, Consumer<GridAnswer<SharedKey>> done) {
        real.takeKey(offered, insteadOf, done);
    }

    @Override
    public void readKey(String principal, String key, Consumer<GridAnswer<Optional<SharedKey>>> done) {
        real.readKey(principal, key, done);
    }

    @Override
    public void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done) {
        real.answerRoll(stores, done);
    }

    @Override
    public void onLoss(Runnable lost) {
        real.onLoss(lost);
    }

    @Override
    public void orphans(Consumer<GridAnswer<List<SharedTask>>> done) {
        real.orphans(done);
    }

    @Override
    public void renew(Consumer<GridAnswer<Boolean>> done) {
        real.renew(done);
    }

    @Override
    public Set<String> hubs() {
        return real.hubs();
    }

    @Override
    public boolean hasQuorum() {
        return real.hasQuorum();
    }

    @Override
    public void onMembers(Runnable changed) {
        real.onMembers(changed);
    }
}
