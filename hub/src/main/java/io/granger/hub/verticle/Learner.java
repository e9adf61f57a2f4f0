package io.granger.hub.verticle;

import io.granger.hub.control.RoutingState;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.RewardModel;
import io.granger.routing.Router;
import io.granger.routing.Situation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built-in policy as the hub runs it, with the running means of its rewards, and the trained one that serves in its place. Both
 * learn from every row, beside the owner thread: a decision may be made before what ended a moment ago was learnt, but all of it is saved
 * and told of. A learner that breaks costs a log line, never a task. Owner thread only.
 */
final class Learner implements PolicyView {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final String REWARDS_FILE = LearnedRouter.POLICY + "/rewards";
    private static final String SERVED = "served/";
    private static final String SERVED_VERSION = SERVED + "version";
    private static final String LEARNT_AT = LearnedRouter.POLICY + "/learnt-at";

    private final LearnedRouter router;
    private final RewardModel rewards;
    private final Served kept;
    private final LearntAt learntAt;
    private final LearningQueue queue;
    private final Set<LearnedRouter> unpublished = new HashSet<>();
    private Optional<Serving> serving = Optional.empty();

    private Learner(LearnedRouter router, RewardModel rewards, Served kept, LearntAt learntAt, LearningQueue queue) {
        this.router = router;
        this.rewards = rewards;
        this.kept = kept;
        this.learntAt = learntAt;
        this.queue = queue;
        queue.afterSeveral(this::publish);
    }

    /**
     * A trained policy that decides in the place of the built-in one.
     *
     * @param scope a pipeline's name, or {@link RoutingState#GLOBAL} for all
     * @param router empty while it is being loaded: nobody decides in its place but the heuristic
     * @param learntAt when it last learnt
     */
    record Serving(String version, String scope, Optional<LearnedRouter> router, LearntAt learntAt) {
        boolean isOf(String pipeline) {
            return scope.equals(RoutingState.GLOBAL) || scope.equals(pipeline);
        }
    }

    /** What a served policy had learnt when it was last saved. */
    private record Served(String version, Map<String, byte[]> files) {}

    /** Lets a trained policy serve, or none. */
    void serve(Optional<Serving> next) {
        serving = next;
    }

    /** The trained policy that serves. */
    Optional<Serving> serving() {
        return serving;
    }

    /** The policy of a pipeline now. */
    Optional<Router> policyOf(String pipeline) {
        return serving.filter(s -> s.isOf(pipeline))
                .map(s -> s.router().map(Router.class::cast))
                .orElse(Optional.of(router));
    }

    /** A policy that was opened, with what it had learnt before a restart. */
    LearnedRouter resumed(LearnedRouter opened) {
        if (!kept.version().equals(opened.policy())) {
            return opened;
        }
        return restored(opened.policy(), () -> opened.resumed(kept.files())).orElse(opened);
    }

    /** When a policy that was opened last learnt, which it did from rows until then before it served. */
    LearntAt learntAt(LearnedRouter resumed, long rowsUntilMs) {
        byte[] saved = kept.files().get(LEARNT_AT);
        return saved != null && kept.version().equals(resumed.policy())
                ? LearntAt.restore(resumed.revision(), saved)
                : LearntAt.of(resumed.revision(), rowsUntilMs);
    }

    /** How long ago the policy that serves learnt something; NaN where it never did, or is being loaded. */
    double ageSeconds(long nowMs) {
        learntAt.look(router.revision(), nowMs);
        serving.ifPresent(s -> s.router().ifPresent(r -> s.learntAt().look(r.revision(), nowMs)));
        return serving.map(Serving::learntAt).orElse(learntAt).ageSeconds(nowMs);
    }

    private Optional<LearnedRouter> trained() {
        return serving.flatMap(Serving::router);
    }

    /**
     * The learner as it was saved; what is damaged starts afresh and says so.
     *
     * @param saved files by name
     * @param learning false leaves every value as it is
     * @param queue where rows are learnt
     */
    static Learner restore(Function<String, Optional<byte[]>> saved, boolean learning, LearningQueue queue) {
        var files = new HashMap<String, byte[]>();
        var cold = new LearnedRouter(new PartsBandit(), new OptionAgent(), learning);
        cold.save().keySet().forEach(name -> saved.apply(name).ifPresent(bytes -> files.put(name, bytes)));
        var router = files.isEmpty()
                ? cold
                : restored(LearnedRouter.POLICY, () -> LearnedRouter.restore(files, learning))
                        .orElse(cold);
        var rewards = saved.apply(REWARDS_FILE)
                .flatMap(bytes -> restored(REWARDS_FILE, () -> RewardModel.restore(bytes)))
                .orElseGet(RewardModel::new);
        var version = saved.apply(SERVED_VERSION).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        var learnt = new HashMap<String, byte[]>();
        cold.save().keySet().forEach(name -> saved.apply(SERVED + name).ifPresent(bytes -> learnt.put(name, bytes)));
        saved.apply(SERVED + LEARNT_AT).ifPresent(bytes -> learnt.put(LEARNT_AT, bytes));
        var learntAt =
                LearntAt.restore(router.revision(), saved.apply(LEARNT_AT).orElse(new byte[0]));
        return new Learner(router, rewards, new Served(version.orElse(""), learnt), learntAt, queue);
    }

    private static <T> Optional<T> restored(String name, java.util.function.Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (RuntimeException damaged) {
            LOG.warn("{} cannot be restored and starts afresh: {}", name, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Names of the files a saved learner is kept in. */
    static Set<String> files() {
        var own = LearnedRouter.cold().save().keySet();
        var names = new HashSet<>(own);
        own.forEach(name -> names.add(SERVED + name));
        names.add(SERVED_VERSION);
        names.add(LEARNT_AT);
        names.add(SERVED + LEARNT_AT);
        names.add(REWARDS_FILE);
        return names;
    }

    LearnedRouter router() {
        return router;
    }

    RewardModel rewards() {
        return rewards;
    }

    @Override
    public String policy() {
        return serving.map(Serving::version).orElseGet(router::policy);
    }

    @Override
    public long revision() {
        queue.catchUp();
        return serving.isPresent() ? trained().map(LearnedRouter::revision).orElse(0L) : router.revision();
    }

    /** Rises with everything that {@link #save} would keep. */
    long changes() {
        queue.catchUp();
        return router.revision() + trained().map(LearnedRouter::revision).orElse(0L);
    }

    /** What to keep over a restart, by name. */
    Map<String, byte[]> save() {
        queue.catchUp();
        var files = new HashMap<>(router.save());
        files.put(REWARDS_FILE, rewards.save());
        files.put(LEARNT_AT, learntAt.save());
        serving.ifPresent(s -> files.put(SERVED + LEARNT_AT, s.learntAt().save()));
        trained().ifPresent(served -> {
            files.put(SERVED_VERSION, served.policy().getBytes(StandardCharsets.UTF_8));
            served.save().forEach((name, bytes) -> files.put(SERVED + name, bytes));
        });
        return files;
    }

    /** The running means of the rewards, by name. */
    Map<String, byte[]> saveRewards() {
        return Map.of(REWARDS_FILE, rewards.save());
    }

    /** Takes over the running means of another member; what is damaged leaves them as they are. */
    void adoptRewards(Map<String, byte[]> files) {
        Optional.ofNullable(files.get(REWARDS_FILE))
                .flatMap(bytes -> restored(REWARDS_FILE, () -> RewardModel.restore(bytes)))
                .ifPresent(rewards::become);
    }

    void learnStep(ExperienceRow row) {
        each(row, policy -> policy.learnStep(row));
    }

    void learnOption(ExperienceRow row, Optional<Situation> next) {
        each(row, policy -> policy.learnOption(row, next));
    }

    void correct(ExperienceRow row, double[] before, double[] after) {
        each(row, policy -> policy.correct(row, before, after));
    }

    private void each(ExperienceRow row, Consumer<LearnedRouter> lesson) {
        var trained = trained();
        queue.add(() -> {
            safely(lesson, router, row);
            trained.ifPresent(served -> safely(lesson, served, row));
        });
    }

    private void publish() {
        unpublished.forEach(LearnedRouter::publish);
        unpublished.clear();
    }

    private void safely(Consumer<LearnedRouter> lesson, LearnedRouter policy, ExperienceRow row) {
        unpublished.add(policy);
        try {
            lesson.accept(policy);
        } catch (RuntimeException e) {
            LOG.error("learning from {} failed", row.decision().decisionId(), e);
        }
    }
}
