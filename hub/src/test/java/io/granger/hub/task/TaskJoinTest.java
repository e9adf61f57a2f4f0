package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever the order in which records of a task meet, the same one stands and no end is forgotten. */
class TaskJoinTest {

    private static TaskVersion version(int epoch, int turn, int tries, String owner, TaskStatus status) {
        return new TaskVersion(epoch, turn, tries, owner, status);
    }

    private static TaskJoin joined(TaskVersion... versions) {
        return joined(List.of(versions));
    }

    private static TaskJoin joined(List<TaskVersion> versions) {
        return versions.stream().map(TaskJoin::of).reduce(TaskJoin::join).orElseThrow();
    }

    @Test
    void join_laterTurnOfOneOwner_stands() {
        var earlier = version(1, 3, 1, "a", TaskStatus.RUNNING);
        var later = version(1, 4, 1, "a", TaskStatus.WAITING);

        assertThat(joined(later, earlier)).isEqualTo(TaskJoin.of(later));
    }

    @Test
    void join_openAfterTakeover_higherEpochStands() {
        var before = version(1, 9, 3, "a", TaskStatus.RUNNING);
        var after = version(2, 0, 3, "b", TaskStatus.RUNNING);

        assertThat(joined(before, after)).isEqualTo(TaskJoin.of(after));
    }

    @Test
    void join_endOfALowerEpochAndOpenOfAHigher_endStandsAlone() {
        var end = version(1, 5, 2, "a", TaskStatus.COMPLETED);
        var open = version(2, 1, 2, "b", TaskStatus.RUNNING);

        assertThat(joined(open, end)).isEqualTo(TaskJoin.of(end));
    }

    @Test
    void join_twoEnds_lowerEpochStandsAndTheOtherIsAConflict() {
        var first = version(1, 5, 2, "a", TaskStatus.COMPLETED);
        var second = version(2, 4, 4, "b", TaskStatus.FAILED);

        var both = joined(second, first);

        assertThat(both).isEqualTo(new TaskJoin(first, List.of(second)));
        assertThat(both.lost(second)).isTrue();
        assertThat(both.lost(first)).isFalse();
    }

    @Test
    void join_twoEndsOfOneEpoch_fewerTriesStand() {
        var quick = version(2, 5, 2, "b", TaskStatus.COMPLETED);
        var slow = version(2, 4, 3, "a", TaskStatus.DEAD);

        assertThat(joined(slow, quick)).isEqualTo(new TaskJoin(quick, List.of(slow)));
    }

    @Test
    void join_oneEndWrittenAgain_noConflict() {
        var end = version(1, 5, 2, "a", TaskStatus.COMPLETED);
        var rated = version(1, 6, 2, "a", TaskStatus.COMPLETED);

        assertThat(joined(rated, end)).isEqualTo(TaskJoin.of(rated));
    }

    @Test
    void join_conflictBesideAnOpenRecord_isRefused() {
        var open = version(1, 5, 2, "a", TaskStatus.RUNNING);

        assertThatIllegalArgumentException().isThrownBy(() -> new TaskJoin(open, List.of(open)));
    }

    @Property(seed = "5", tries = 2_000)
    void join_anyRecords_commutes(@ForAll("joins") TaskJoin a, @ForAll("joins") TaskJoin b) {
        assertThat(a.join(b)).isEqualTo(b.join(a));
    }

    @Property(seed = "6", tries = 2_000)
    void join_anyRecords_associates(
            @ForAll("joins") TaskJoin a, @ForAll("joins") TaskJoin b, @ForAll("joins") TaskJoin c) {
        assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
    }

    @Property(seed = "7", tries = 2_000)
    void join_withWhatItHolds_changesNothing(@ForAll("joins") TaskJoin a, @ForAll("joins") TaskJoin b) {
        var both = a.join(b);

        assertThat(a.join(a)).isEqualTo(a);
        assertThat(both.join(a)).isEqualTo(both);
        assertThat(both.join(b)).isEqualTo(both);
    }

    @Property(seed = "8", tries = 2_000)
    void join_anyOrder_sameAndEveryOwnershipsEndIsKept(
            @ForAll("records") List<TaskVersion> records, @ForAll long order) {
        var shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(order));

        var one = joined(records);

        assertThat(joined(shuffled)).isEqualTo(one);
        for (var record : records) {
            if (record.isEnd()) {
                assertThat(one.lost(record) || one.standing().isOfOneOwnership(record))
                        .isTrue();
                assertThat(one.standing().isEnd()).isTrue();
                assertThat(one.standing().epoch()).isLessThanOrEqualTo(record.epoch());
            }
        }
    }

    @Provide
    Arbitrary<TaskJoin> joins() {
        return records().map(TaskJoinTest::joined);
    }

    @Provide
    Arbitrary<List<TaskVersion>> records() {
        return record().list().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<TaskVersion> record() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of(TaskStatus.class))
                .as(TaskVersion::new);
    }
}
