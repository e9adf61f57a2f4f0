package io.granger.hub.verticle;

import io.granger.hub.control.Rollout;
import io.granger.hub.control.RolloutEvent;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.train.GateReport;
import io.granger.hub.train.PolicyFolder;
import io.granger.routing.LearnedRouter;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trained policies of this hub: opens the package of the one that is rolled out and lets it serve, from shadow on until it is taken
 * back. Owner thread only.
 *
 * <p>A package is opened by whoever asks for its promotion, so that one that is not whole is refused there and then; after a restart,
 * and on other members, it is opened on a worker, and the heuristic decides meanwhile.
 */
final class PackageShelf implements PolicyShelf {
    private static final Logger LOG = LoggerFactory.getLogger(PackageShelf.class);

    /** How long a package that could not be opened is left alone: somebody may yet bring it. */
    private static final long AGAIN_MS = 1_000;

    /** How long a package may be without anybody who can send it before the rollout is taken back. */
    private static final long LOST_MS = 30_000;

    private final PolicyFolder packages;
    private final Worker worker;
    private final Learner learner;
    private final RolloutDesk rollout;
    private final Set<String> layouts;
    private final boolean isLearning;
    private final LongSupplier clock;
    private Optional<Opened> lastOpened = Optional.empty();
    private long triedAtMs = Long.MIN_VALUE / 2;
    private final Consumer<String> fetch;
    private boolean isOpening;
    private String lastFailure = "";
    private long failingSinceMs;

    /** A policy as it was packed, and when the last row closed that it was trained on. */
    private record Opened(LearnedRouter router, long rowsUntilMs) {
        String policy() {
            return router.policy();
        }
    }

    /**
     * A shelf.
     *
     * @param layouts states this hub has
     * @param isLearning whether policies go on learning while they serve
     * @param fetch asks whoever may have it for a version that is not here
     */
    PackageShelf(
            PolicyFolder packages,
            Worker worker,
            Learner learner,
            RolloutDesk rollout,
            Set<String> layouts,
            boolean isLearning,
            LongSupplier clock,
            Consumer<String> fetch) {
        this.packages = packages;
        this.worker = worker;
        this.learner = learner;
        this.rollout = rollout;
        this.layouts = Set.copyOf(layouts);
        this.isLearning = isLearning;
        this.clock = clock;
        this.fetch = fetch;
    }

    @Override
    public Optional<Standing> standing(String version) {
        if (version.equals(LearnedRouter.POLICY)) {
            return BUILT_IN_ONLY.standing(version);
        }
        try {
            if (lastOpened.filter(opened -> opened.policy().equals(version)).isEmpty()) {
                lastOpened = Optional.of(open(version));
            }
            Optional<GateReport> gate = packages.gate(version);
            return Optional.of(new Standing(
                    true,
                    gate.filter(GateReport::passed).isPresent(),
                    gate.map(g -> g.verdict().word() + ": " + String.join("; ", g.reasons()))
                            .orElse("it was not evaluated")));
        } catch (ApiError refused) {
            if (refused.code() == ErrorCode.POLICY_UNKNOWN) {
                return Optional.empty();
            }
            throw refused;
        } catch (IOException unreadable) {
            throw ApiError.of(ErrorCode.POLICY_REJECTED, "policy " + version + " cannot be read: " + unreadable);
        }
    }

    private Opened open(String version) throws IOException {
        var found = packages.read(version);
        return new Opened(found.open(layouts::contains, isLearning), found.rowsUntilMs());
    }

    /** Lets serve what the rollout says should. */
    void follow() {
        Optional<Rollout> wanted = rollout.book()
                .map(book -> book.rollout())
                .filter(r ->
                        r.status() != Rollout.Status.ROLLED_BACK && !r.policy().equals(LearnedRouter.POLICY));
        if (wanted.isEmpty()) {
            if (learner.serving().isPresent()) {
                learner.serve(Optional.empty());
            }
            return;
        }
        var now = new Learner.Serving(wanted.get().policy(), wanted.get().scope(), Optional.empty(), LearntAt.of(0, 0));
        boolean isServing = learner.serving()
                .filter(s -> s.version().equals(now.version())
                        && s.scope().equals(now.scope())
                        && s.router().isPresent())
                .isPresent();
        if (!isServing) {
            bring(now);
        }
    }

    private void bring(Learner.Serving wanted) {
        Optional<Opened> ready = lastOpened.filter(opened -> opened.policy().equals(wanted.version()));
        if (ready.isPresent()) {
            serve(wanted, ready.get());
            lastOpened = Optional.empty();
            return;
        }
        learner.serve(Optional.of(wanted));
        if (isOpening || clock.getAsLong() - triedAtMs < AGAIN_MS) {
            return;
        }
        isOpening = true;
        triedAtMs = clock.getAsLong();
        worker.call(() -> open(wanted.version())).onComplete(opened -> {
            isOpening = false;
            if (opened.succeeded()) {
                lastOpened = Optional.of(opened.result());
                follow();
            } else {
                notOpened(wanted, ApiError.of(opened.cause()));
            }
        });
    }

    /** Others may have it whole; where nobody has, the rollout cannot go on with it. */
    private void notOpened(Learner.Serving wanted, ApiError why) {
        long nowMs = clock.getAsLong();
        var what = "the package of " + wanted.version() + " cannot be opened: " + why.getMessage();
        if (!what.equals(lastFailure)) {
            lastFailure = what;
            failingSinceMs = nowMs;
            LOG.warn("{}; the heuristic decides in its place", what);
        }
        boolean isLost = why.code() == ErrorCode.POLICY_UNKNOWN || why.code() == ErrorCode.POLICY_REJECTED;
        if (isLost && !rollout.isAlone()) {
            fetch.accept(wanted.version());
        }
        boolean isFinal = isLost && rollout.isAlone() || nowMs - failingSinceMs >= LOST_MS;
        if (isFinal && rollout.isJudge()) {
            rollout.apply(new RolloutEvent.Fault(nowMs, what), "rollout");
        }
    }

    private void serve(Learner.Serving wanted, Opened opened) {
        LOG.info("policy {} serves", wanted.version());
        lastFailure = "";
        var router = learner.resumed(opened.router());
        learner.serve(Optional.of(new Learner.Serving(
                wanted.version(),
                wanted.scope(),
                Optional.of(router),
                learner.learntAt(router, opened.rowsUntilMs()))));
    }
}
