package io.granger.hub.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.torture.Checker.Effect;
import io.granger.hub.torture.Checker.Evidence;
import io.granger.hub.torture.Checker.OnRecord;
import io.granger.hub.torture.Checker.Promised;
import io.granger.hub.torture.Checker.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evidence written by hand: one task that went well, and each way in which a promise can be broken. */
class CheckerTest {
    private static final Promised PROMISED = new Promised("m", "t-1", "completed", 0);
    private static final Effect POSTED = new Effect(10, "post", "t-1.3", "t-1.3.1-1");
    private static final OnRecord ENDED = new OnRecord("a", "t-1", "m", "completed", Work.TRAIL);
    private static final List<Row> ROWS = List.of(row("a", 1, 1, true, false), row("a", 1, 2, false, true));

    private static Row row(String hub, int epoch, int seq, boolean isStep, boolean terminated) {
        return new Row(hub, "t-1", "t-1." + epoch + "-" + seq, epoch, seq, isStep, terminated, false);
    }

    private static List<String> broken(
            List<Promised> promised, List<Effect> effects, List<OnRecord> records, List<Row> rows) {
        return Checker.broken(new Evidence(promised, effects, records, rows));
    }

    @Test
    void everythingKept_nothingBroken() {
        assertThat(broken(List.of(PROMISED), List.of(POSTED), List.of(ENDED), ROWS))
                .isEmpty();
    }

    @Test
    void taskOnNoRecord_lost() {
        assertThat(broken(List.of(PROMISED), List.of(), List.of(), List.of()))
                .singleElement()
                .asString()
                .startsWith("lost: task t-1");
    }

    @Test
    void taskStillOpen_unended() {
        var open = new OnRecord("a", "t-1", "m", "waiting", "left,");
        var promised = new Promised("m", "t-1", "", 0);

        assertThat(broken(List.of(promised), List.of(), List.of(open), ROWS))
                .singleElement()
                .asString()
                .startsWith("unended: task t-1 is [a waiting]");
    }

    @Test
    void endThatAClientRead_notOnRecord_takenBack() {
        var failed = new OnRecord("a", "t-1", "m", "failed", "left,");

        assertThat(broken(List.of(PROMISED), List.of(), List.of(failed), ROWS))
                .singleElement()
                .asString()
                .startsWith("taken back: a client read task t-1 as completed");
    }

    @Test
    void twoTasksForOneWish_doubled() {
        var other = new OnRecord("a", "t-2", "m", "completed", Work.TRAIL);
        var rows = List.of(ROWS.get(0), ROWS.get(1), new Row("a", "t-2", "t-2.1-1", 1, 1, false, true, false));

        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED, other), rows))
                .singleElement()
                .asString()
                .startsWith("doubled: what client wanted once as m is on record as [t-1, t-2]");
    }

    @Test
    void anotherHubsOldRecord_andItsCopyOfARow_areNoContradiction() {
        var old = new OnRecord("b", "t-1", "m", "running", "left,");
        var rows = List.of(ROWS.get(0), ROWS.get(1), row("b", 1, 1, true, false));

        assertThat(broken(List.of(PROMISED), List.of(POSTED), List.of(ENDED, old), rows))
                .isEmpty();
    }

    @Test
    void twoEnds_told_andARowThatSaysSomethingElse() {
        var dead = new OnRecord("b", "t-1", "m", "dead", "left,");
        var rows = List.of(ROWS.get(0), ROWS.get(1), row("b", 1, 1, true, true));

        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED, dead), ROWS))
                .containsExactly("ended twice: task t-1 is [a completed, b dead] on record");
        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), rows))
                .containsExactly("rows: decision t-1.1-1 has two different rows, at a and at b");
    }

    @Test
    void unsafeEffectTwice_repeated_unlessAPersonAskedForIt() {
        var again = new Effect(20, "post", "t-1.3", "t-1.3.2-1");
        var asked = new Promised("m", "t-1", "completed", 1);

        assertThat(broken(List.of(PROMISED), List.of(POSTED, again), List.of(ENDED), ROWS))
                .singleElement()
                .asString()
                .startsWith("repeated: the unsafe effect t-1.3 happened 2 times");
        assertThat(broken(List.of(asked), List.of(POSTED, again), List.of(ENDED), ROWS))
                .isEmpty();
    }

    @Test
    void stepLeftOut_stale() {
        var short1 = new OnRecord("a", "t-1", "m", "completed", "left,post,");

        assertThat(broken(List.of(PROMISED), List.of(), List.of(short1), ROWS))
                .singleElement()
                .asString()
                .startsWith("stale: task t-1 completed through 'left,post,'");
    }

    @Test
    void rowMissingOrTwiceOrNone_told() {
        var gap = List.of(ROWS.get(0), row("a", 1, 3, false, true));
        var twice = List.of(ROWS.get(0), ROWS.get(1), row("a", 1, 1, true, false));

        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), gap))
                .containsExactly("rows: task t-1 has decisions [1, 3] in epoch 1");
        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), twice))
                .containsExactly("rows: task t-1 has decisions [1, 1, 2] in epoch 1");
        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), List.of()))
                .containsExactly("rows: task t-1 is on record and has no rows");
    }

    @Test
    void endOnTwoRowsOrNone_told_unlessCutOff() {
        var two = List.of(row("a", 1, 1, false, true), row("a", 1, 2, false, true));
        var none = List.of(row("a", 1, 1, false, false));
        var cutOff = List.of(new Row("a", "t-1", "t-1.1-1", 1, 1, false, false, true));

        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), two))
                .containsExactly("rows: task t-1 ended on 2 rows");
        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), none))
                .containsExactly("rows: task t-1 ended on 0 rows");
        assertThat(broken(List.of(PROMISED), List.of(), List.of(ENDED), cutOff)).isEmpty();
    }
}
