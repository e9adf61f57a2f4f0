package io.granger.hub;

import io.granger.hub.cluster.LearningExchange;
import io.granger.hub.cluster.LearningMember;
import io.granger.hub.verticle.SharedPolicy;
import io.granger.routing.SharedLearning.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the exchange of what members learn going: a round a second on a worker, the learner's part on the owner thread. */
final class LearningLink {
    private static final Logger LOG = LoggerFactory.getLogger(LearningLink.class);
    private static final long OWNER_S = 30;
    private static final long LEAVE_S = 5;

    private final Platform platform;
    private final OwnerMember member;
    private volatile @Nullable LearningExchange exchange;
    private volatile boolean closed;
    private volatile Future<?> round = Future.succeededFuture();

    LearningLink(Platform platform, SharedPolicy policy, Executor owner) {
        this.platform = platform;
        this.member = new OwnerMember(policy, owner);
    }

    /** Begins; the first round is one period away. */
    void start() {
        vertx().setTimer(LearningExchange.EVERY_MS, t -> next());
    }

    private Vertx vertx() {
        return platform.vertx();
    }

    private void next() {
        if (closed) {
            return;
        }
        round = blocking(() -> exchange().round())
                .onFailure(e -> LOG.warn("what was learnt was not exchanged, will be tried again: {}", e.getMessage()))
                .onComplete(done -> start());
    }

    private LearningExchange exchange() {
        var opened = exchange;
        if (opened == null) {
            opened = new LearningExchange(platform.hazelcast(), member);
            exchange = opened;
        }
        return opened;
    }

    private Future<Void> blocking(Runnable action) {
        return vertx().executeBlocking(
                        () -> {
                            action.run();
                            return true;
                        },
                        false)
                .mapEmpty();
    }

    /** Ends once what was learnt here has been sent, or after a few seconds when the grid does not take it. */
    Future<Void> close() {
        closed = true;
        return round.transform(done -> blocking(() -> exchange().leave())).timeout(LEAVE_S, TimeUnit.SECONDS);
    }

    /** The learner, each call of which is carried over to the owner thread and waited for. */
    private record OwnerMember(SharedPolicy shared, Executor owner) implements LearningMember {
        @Override
        public String policy() {
            return shared.policy();
        }

        @Override
        public Drained drain(boolean withState) {
            return ask(() -> shared.drain(withState));
        }

        @Override
        public void merge(List<Message> messages) {
            // One at a time: a decision waits for one message at most.
            messages.forEach(message -> tell(() -> shared.merge(List.of(message))));
        }

        @Override
        public void forgetAllBut(Set<String> ids) {
            tell(() -> shared.forgetAllBut(ids));
        }

        @Override
        public boolean adopt(byte[] state) {
            return ask(() -> shared.adopt(state));
        }

        private void tell(Runnable call) {
            ask(() -> {
                call.run();
                return true;
            });
        }

        private <T> T ask(Supplier<T> call) {
            return CompletableFuture.supplyAsync(call, owner)
                    .orTimeout(OWNER_S, TimeUnit.SECONDS)
                    .join();
        }
    }
}
