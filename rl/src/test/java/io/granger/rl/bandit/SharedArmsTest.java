package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Members that exchange sums against one learner that is fed every row. */
class SharedArmsTest {

    private static final String KEY = "key";
    private static final int STATE = 4;
    private static final int ARM = 2;
    private static final int TARGETS = 3;
    private static final String[] ARMS = {"a", "b", "c"};
    private static final int MINUTES = 4;
    /** Those that forget beside those that do not, and waves of two widths. */
    private static final Beliefs BELIEFS = new Beliefs(
            List.of(new Beliefs.Bare(true, .01), new Beliefs.Bare(false, .01)),
            List.of(new Beliefs.Linear(1, false, 1), new Beliefs.Linear(10, true, 1)),
            List.of(new Beliefs.Waved(8, .5, 1), new Beliefs.Waved(5, 1, 1)));

    /** A row as anybody may see it. */
    private record Row(int minute, int member, float[] state, Arm arm, double[] targets) {}

    /** A message as it travels. */
    private record Message(int minute, int from, byte[] bytes) {}

    /**
     * Every member, whatever came to it in whatever order up to a minute late, has the coefficients, the spread and the levels of one
     * learner fed all rows minute by minute; to 1e-9 of their size, or of 1 where they are smaller.
     */
    @Property(tries = 60, seed = "4711")
    void members_sumsInAnyOrder_equalToOneLearner(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int members,
            @ForAll boolean forgets,
            @ForAll boolean mixed) {
        Random random = new Random(seed);
        Beliefs beliefs = mixed ? BELIEFS : Beliefs.forgetting(List.of(1.0, 10.0), 8);
        byte[] version = version(beliefs, forgets ? 30 : Double.POSITIVE_INFINITY, random);
        List<Row> rows = rows(120, members, random);
        LinearArms one = member(version);
        List<LinearArms> all = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            all.add(member(version));
        }
        List<Message> late = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            one.startMinute(minute);
            for (LinearArms member : all) {
                member.startMinute(minute);
            }
            deliver(late, all, random);
            late = new ArrayList<>();
            for (Row row : rows) {
                if (row.minute() == minute) {
                    learn(one, row);
                    learn(all.get(row.member()), row);
                    if (random.nextInt(4) == 0) {
                        late.add(message(minute, row.member(), all.get(row.member())));
                    }
                }
            }
            for (int m = 0; m < members; m++) {
                late.add(message(minute, m, all.get(m)));
            }
            // some come within the minute, the others in the next one
            Collections.shuffle(late, random);
            int inTime = random.nextInt(late.size() + 1);
            deliver(late.subList(0, inTime), all, random);
            late = new ArrayList<>(late.subList(inTime, late.size()));
        }
        deliver(late, all, random);
        for (LinearArms member : all) {
            assertSame(member, one, random);
        }
    }

    /** What beliefs lost and what boldness would have earned is added up, whoever found it: sums of four messages, 1e-12. */
    @Test
    void messages_lossesAndAdvantages_addUp() {
        Random random = new Random(3);
        LinearArms member = cold();
        double[] lost = new double[4];
        double earned = 0;
        for (int message = 0; message < 4; message++) {
            for (int n = 0; n < 5; n++) {
                float[] state = {random.nextFloat(), random.nextFloat()};
                member.learn(KEY, state, new Arm("a", new float[0]), new double[] {random.nextDouble()});
                double[] ofRow = member.key(KEY).orElseThrow().bank().losses();
                for (int i = 0; i < lost.length; i++) {
                    lost[i] += ofRow[i];
                }
                Scores scores = new Scores(new double[] {.5, .25}, new double[] {.125, .25});
                Choice choice = new Choice(scores, new double[] {.75, .25}, n % 2);
                member.judge(KEY, choice, random.nextDouble());
            }
        }
        KeySums sums = member.key(KEY).orElseThrow().drain();
        assertThat(sums.losses()).containsExactly(lost, within(1e-12));
    }

    /** Memory 10, so that 5 rows leave exp(-.5) and 100 rows, which may only halve, leave a half. */
    @Test
    void minutes_whatTheyMakeBeForgotten() {
        Forgetting forgetting = new Forgetting(10, true);
        MinuteRows minutes = new MinuteRows(forgetting);
        long round = minutes.start(7, 0);
        minutes.count(7, 5);
        round = minutes.start(8, round);
        assertThat(round).as("minute 7 is not over for everybody").isZero();
        minutes.count(7, 100);
        round = minutes.start(9, round);
        // ln 2 of ten rounds, whole rounds only
        assertThat(round).isEqualTo(6);
        assertThat(minutes.weight(9, round)).isEqualTo(1);
        assertThat(minutes.weight(8, round)).isEqualTo(Math.exp(-.6), within(1e-12));
        assertThat(minutes.start(8, round)).as("a minute that is past").isEqualTo(6);
    }

    /** Each knows its own rows, standardised on its own; after the exchange both rank the arms as who saw everything. */
    @Test
    void merge_coldMembers_learnFromOneAnother() {
        LinearArms first = cold();
        LinearArms second = cold();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            float x = random.nextFloat();
            first.learn(KEY, new float[] {1000 + 10 * x}, new Arm("up", new float[0]), new double[] {x});
            second.learn(KEY, new float[] {1000 + 10 * x}, new Arm("down", new float[0]), new double[] {1 - x});
        }
        exchange(first, second);
        for (LinearArms member : List.of(first, second)) {
            for (float x : new float[] {.1f, .9f}) {
                float[] state = {1000 + 10 * x};
                assertThat(member.value(KEY, state, new Arm("up", new float[0]), new double[] {1}))
                        .isEqualTo(x, within(.05));
                assertThat(member.value(KEY, state, new Arm("down", new float[0]), new double[] {1}))
                        .isEqualTo(1 - x, within(.05));
            }
        }
    }

    @Test
    void merge_lateOutcome_movesBoth() {
        LinearArms first = cold();
        LinearArms second = cold();
        Arm arm = new Arm("a", new float[0]);
        for (int i = 0; i < 20; i++) {
            first.learn(KEY, new float[0], arm, new double[] {.5});
        }
        exchange(first, second);
        double before = second.value(KEY, new float[0], arm, new double[] {1});
        second.correct(KEY, new float[0], arm, 0, 5);
        exchange(first, second);
        double after = first.value(KEY, new float[0], arm, new double[] {1});
        assertThat(after).isEqualTo(second.value(KEY, new float[0], arm, new double[] {1}), within(1e-9));
        assertThat(after).isGreaterThan(before + .1);
        assertThat(first.revision()).isEqualTo(21);
    }

    @Test
    void merge_otherWidths_refusedUnchanged() {
        LinearArms first = cold();
        LinearArms second = cold();
        first.learn("another", new float[1], new Arm("a", new float[0]), new double[] {1});
        first.learn(KEY, new float[3], new Arm("a", new float[0]), new double[] {1});
        second.learn(KEY, new float[2], new Arm("a", new float[0]), new double[] {1});
        byte[] before = saved(second);
        byte[] message = message(0, 0, first).bytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> second.merge(new SnapshotReader(message, 9, 1), 0))
                .withMessage("state features must be 2, are 3");
        assertThat(saved(second)).isEqualTo(before);
    }

    @Test
    void become_another_sameAnswersAndSameFuture() {
        Random random = new Random(2);
        byte[] version = version(BELIEFS, 30, random);
        LinearArms first = member(version);
        LinearArms second = member(version(BELIEFS, 30, random));
        rows(50, 1, random).forEach(row -> learn(first, row));
        SnapshotWriter minutes = new SnapshotWriter(9, 1);
        first.saveMinutes(minutes);
        second.become(LinearArms.restore(new SnapshotReader(saved(first), 9, 1), TARGETS));
        second.restoreMinutes(new SnapshotReader(minutes.finish(), 9, 1));
        for (int minute = 1; minute < 4; minute++) {
            first.startMinute(minute);
            second.startMinute(minute);
            Row row = rows(1, 1, random).getFirst();
            learn(first, row);
            learn(second, row);
        }
        assertThat(saved(second)).isEqualTo(saved(first));
    }

    private static void assertSame(LinearArms member, LinearArms one, Random random) {
        ArmsOfKey of = member.key(KEY).orElseThrow();
        ArmsOfKey ofOne = one.key(KEY).orElseThrow();
        assertSame(of.pooled(), ofOne.pooled(), random);
        for (String id : ARMS) {
            ArmModel arm = of.arm(id).orElseThrow();
            ArmModel armOfOne = ofOne.arm(id).orElseThrow();
            Bank bank = of.bank();
            for (int i = 0; i < bank.linear(); i++) {
                assertSame(arm.linear(i), armOfOne.linear(i), random);
            }
            for (int i = 0; i < bank.waved(); i++) {
                assertSame(arm.waved(i), armOfOne.waved(i), random);
            }
            for (int i = 0; i < bank.levels(); i++) {
                assertSame(arm.level(i), armOfOne.level(i));
            }
        }
    }

    private static void assertSame(Level level, Level one) {
        for (int t = 0; t < TARGETS; t++) {
            assertClose(level.mean(t), one.mean(t));
        }
        assertClose(level.precision(1), one.precision(1));
    }

    private static void assertSame(RidgeModel model, RidgeModel one, Random random) {
        for (int i = 0; i < model.dimension(); i++) {
            for (int t = 0; t < TARGETS; t++) {
                assertClose(model.coefficient(t, i), one.coefficient(t, i));
            }
        }
        double[] x = random.doubles(model.dimension(), -2, 2).toArray();
        assertClose(model.variance(x), one.variance(x));
    }

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    /** A version as it was trained: every arm known, the standardisation as it will stay. */
    private static byte[] version(Beliefs beliefs, double memory, Random random) {
        LinearArms trained = new LinearArms(
                new LinearArmsSettings(1, 3, 30, .5, .3, .8, memory, 64, 10, List.of(), beliefs, 1, 4, 20), TARGETS);
        for (Row row : rows(60, 1, random)) {
            learn(trained, row);
        }
        for (String id : ARMS) {
            learn(trained, new Row(0, 0, new float[STATE], new Arm(id, new float[ARM]), new double[TARGETS]));
        }
        return saved(trained);
    }

    private static LinearArms member(byte[] version) {
        LinearArms member = LinearArms.restore(new SnapshotReader(version, 9, 1), TARGETS);
        member.share(true);
        member.startMinute(0);
        return member;
    }

    private static LinearArms cold() {
        LinearArms member = new LinearArms(
                new LinearArmsSettings(
                        1,
                        3,
                        300,
                        .5,
                        .3,
                        .8,
                        1000,
                        64,
                        10,
                        List.of(),
                        Beliefs.forgetting(List.of(1.0, 10.0), 8),
                        1,
                        4,
                        20),
                1);
        member.share(false);
        member.startMinute(0);
        return member;
    }

    private static List<Row> rows(int count, int members, Random random) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] state = new float[STATE];
            float[] features = new float[ARM];
            for (int f = 0; f < STATE; f++) {
                state[f] = (float) (100 * f + (f + 1) * random.nextGaussian());
            }
            for (int f = 0; f < ARM; f++) {
                features[f] = (float) random.nextGaussian();
            }
            rows.add(new Row(
                    random.nextInt(MINUTES),
                    random.nextInt(members),
                    state,
                    new Arm(ARMS[random.nextInt(ARMS.length)], features),
                    random.doubles(TARGETS).toArray()));
        }
        return rows;
    }

    private static void learn(LinearArms arms, Row row) {
        arms.learn(KEY, row.state(), row.arm(), row.targets());
    }

    private static Message message(int minute, int from, LinearArms member) {
        SnapshotWriter to = new SnapshotWriter(9, 1);
        member.drain(to, 100);
        return new Message(minute, from, to.finish());
    }

    /** To each member in an order of its own. */
    private static void deliver(List<Message> messages, List<LinearArms> members, Random random) {
        for (int m = 0; m < members.size(); m++) {
            List<Message> inOrder = new ArrayList<>(messages);
            Collections.shuffle(inOrder, random);
            for (Message message : inOrder) {
                if (message.from() != m) {
                    members.get(m).merge(new SnapshotReader(message.bytes(), 9, 1), message.minute());
                }
            }
        }
    }

    private static void exchange(LinearArms first, LinearArms second) {
        Message of = message(0, 0, first);
        Message back = message(0, 1, second);
        deliver(List.of(of, back), List.of(first, second), new Random(1));
    }

    private static byte[] saved(LinearArms arms) {
        SnapshotWriter to = new SnapshotWriter(9, 1);
        arms.save(to);
        return to.finish();
    }
}
