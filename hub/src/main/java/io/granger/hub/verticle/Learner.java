package io.granger.hub.verticle;

import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.RewardModel;
import io.granger.routing.Situation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built-in policy as the hub runs it, with the running means of its rewards. A learner that breaks costs a log line,
 * never a task. Owner thread only.
 */
final class Learner implements PolicyView {
    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);
    private static final String REWARDS_FILE = LearnedRouter.POLICY + "/rewards";

    private final LearnedRouter router;
    private final RewardModel rewards;

    private Learner(LearnedRouter router, RewardModel rewards) {
        this.router = router;
        this.rewards = rewards;
    }

    /**
     * The learner as it was saved; what is damaged starts afresh and says so.
     *
     * @param saved files by name
     * @param learning false leaves every value as it is
     */
    static Learner restore(Function<String, Optional<byte[]>> saved, boolean learning) {
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
        return new Learner(router, rewards);
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
    static java.util.Set<String> files() {
        var names = new java.util.HashSet<>(LearnedRouter.cold().save().keySet());
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
        return router.policy();
    }

    @Override
    public long revision() {
        return router.revision();
    }

    /** What to keep over a restart, by name. */
    Map<String, byte[]> save() {
        var files = new HashMap<>(router.save());
        files.put(REWARDS_FILE, rewards.save());
        return files;
    }

    void learnStep(ExperienceRow row) {
        safely(() -> router.learnStep(row), row);
    }

    void learnOption(ExperienceRow row, Optional<Situation> next) {
        safely(() -> router.learnOption(row, next), row);
    }

    void correct(ExperienceRow row, double[] before, double[] after) {
        safely(() -> router.correct(row, before, after), row);
    }

    private static void safely(Runnable learning, ExperienceRow row) {
        try {
            learning.run();
        } catch (RuntimeException e) {
            LOG.error("learning from {} failed", row.decision().decisionId(), e);
        }
    }
}
