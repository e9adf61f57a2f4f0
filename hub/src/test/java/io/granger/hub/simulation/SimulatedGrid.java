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

/**
 * One hub's way to what the hubs know together: it takes time, what was asked is done even if the asker dies meanwhile, and
 * now and then nobody can say whether it was done.
 */
final class SimulatedGrid implements TaskGrid {
    private static final long USUAL_MICROS = 300;
    private static final long GIVEN_UP_MICROS = 1_500_000;

    private final World world;
    private final SimulatedProcess process;
    private final TaskGrid real;
    private final Chance chance;
    private final double unknown;
    private long lastMicros;

    /** A grid whose answers are lost in some seeds and never in others. */
    SimulatedGrid(World world, SimulatedProcess process, TaskGrid real, Chance chance) {
        this.world = world;
        this.process = process;
        this.real = real;
        this.chance = chance;
        this.unknown = chance.of(List.of(0.0, 0.01, 0.05));
    }

    private <T> void ask(Consumer<Consumer<GridAnswer<T>>> question, Consumer<GridAnswer<T>> done) {
        boolean isLost = !world.isHealed() && chance.happens(unknown);
        if (isLost && chance.happens(.5)) {
            process.after(GIVEN_UP_MICROS, () -> done.accept(new GridAnswer.Unknown<>("lost on the way")));
            return;
        }
        // What is asked for one task is done in that order.
        lastMicros = Math.max(lastMicros, world.time().nowMicros() + chance.delay(USUAL_MICROS));
        world.time()
                .after(
                        lastMicros - world.time().nowMicros(),
                        () -> question.accept(answer -> process.after(
                                isLost ? GIVEN_UP_MICROS : chance.delay(USUAL_MICROS),
                                () -> done.accept(
                                        isLost ? new GridAnswer.Unknown<>("lost on the way back") : answer))));
    }

    @Override
    public String node() {
        return real.node();
    }

    @Override
    public void offer(SharedTask offered, Consumer<GridAnswer<Offer>> done) {
        ask(answer -> real.offer(offered, answer), done);
    }

    @Override
    public void claim(String taskId, int epoch, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        ask(answer -> real.claim(taskId, epoch, answer), done);
    }

    @Override
    public void read(String taskId, Consumer<GridAnswer<Optional<SharedTask>>> done) {
        ask(answer -> real.read(taskId, answer), done);
    }

    @Override
    public void forget(String taskId) {
        world.time().after(USUAL_MICROS, () -> real.forget(taskId));
    }

    @Override
    public void withdraw(String taskId, Consumer<GridAnswer<Boolean>> done) {
        ask(answer -> real.withdraw(taskId, answer), done);
    }

    @Override
    public void takeKey(SharedKey offered, String insteadOf, Consumer<GridAnswer<SharedKey>> done) {
        ask(answer -> real.takeKey(offered, insteadOf, answer), done);
    }

    @Override
    public void readKey(String principal, String key, Consumer<GridAnswer<Optional<SharedKey>>> done) {
        ask(answer -> real.readKey(principal, key, answer), done);
    }

    @Override
    public void answerRoll(Set<String> stores, Consumer<GridAnswer<Map<String, String>>> done) {
        ask(answer -> real.answerRoll(stores, answer), done);
    }

    @Override
    public void onLoss(Runnable lost) {
        real.onLoss(() -> process.after(0, lost));
    }

    @Override
    public void orphans(Consumer<GridAnswer<List<SharedTask>>> done) {
        ask(real::orphans, done);
    }

    @Override
    public void renew(Consumer<GridAnswer<Boolean>> done) {
        ask(real::renew, done);
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
        real.onMembers(() -> process.after(0, changed));
    }
}
