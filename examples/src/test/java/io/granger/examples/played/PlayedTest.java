package io.granger.examples.played;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedTest {
    private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

    /** Arm 0 is right nine times in ten, arm 1 seven in ten, arm 2 one in ten. */
    private static PlayedTable table(int rows) {
        double[][] rewards = new double[rows][];
        List<JsonObject> features = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int digit = row * 7 % 10;
            rewards[row] = new double[] {digit == 9 ? 0 : 1, digit < 7 ? 1 : 0, digit == 0 ? 1 : 0};
            features.add(new JsonObject().put("f0", row % 5));
        }
        return new PlayedTable(List.of("numeric"), features, List.of("a", "b", "c"), rewards, new double[rows][3]);
    }

    @Test
    @Tag("slow")
    void throughARealHub_theBestArmIsLearnt_andLeftWhenItBreaks() throws Exception {
        var played = Played.run(table(1_000).broken(400), 5, QUIET);

        // By chance .567 before the break and .267 after it; the best arm .9 and .7. Latencies are real, so the bounds
        // are wide.
        assertThat(Played.mean(played.learned(), 200, 400)).isGreaterThan(.7);
        assertThat(Played.mean(played.learned(), 800, 1_000)).isGreaterThan(.45);
    }

    @Test
    void read_aTable_givesWhatIsInIt(@TempDir Path directory) throws Exception {
        var file = directory.resolve("table.csv");
        Files.writeString(
                file, "x:size,c:kind,r:one,r:two,cost:one,cost:two\n1.5,red,1,0.25,3,4\n,blue,0,1,3,4\n9,x,1,1,1,1\n");

        var table = PlayedTable.read(file, 2);

        assertThat(table.kinds()).containsExactly("numeric", "category");
        assertThat(table.features())
                .containsExactly(new JsonObject().put("f0", 1.5).put("f1", "red"), new JsonObject().put("f1", "blue"));
        assertThat(table.arms()).containsExactly("one", "two");
        assertThat(table.rewards()).isDeepEqualTo(new double[][] {{1, .25}, {0, 1}});
        assertThat(table.costs()).isDeepEqualTo(new double[][] {{3, 4}, {3, 4}});
    }

    @Test
    void broken_theBestArmSoFarDoesNothingRight() {
        var table = table(20).broken(10);

        assertThat(table.best(0, 10)).isZero();
        assertThat(table.mean(0, 10, 20)).isZero();
        assertThat(table.mean(1, 10, 20)).isCloseTo(.7, within(1e-12));
    }

    @Test
    void difference_isPairedByRow() {
        var played = new Played(table(4), new double[] {0, 0, 1, 1}, new double[] {1, 1, 1, 1});

        var difference = played.difference(1);

        assertThat(difference[0]).isEqualTo(.5);
        assertThat(difference[1]).isBetween(0.0, .5);
        assertThat(difference[2]).isBetween(.5, 1.0);
    }

    @Test
    void recovery_firstWindowThatIsCloseToTheBestArmThatIsLeft() {
        // From row 10 on arm 1 is best with .7; the policy gets nothing for 10 rows and everything afterwards.
        var learned = new double[40];
        java.util.Arrays.fill(learned, 20, 40, 1);
        var played = new Played(table(40).broken(10), new double[40], learned);

        // Ten rows of which seven are at least .7 - .05: rows 17 to 26 of the table.
        assertThat(played.recovery(10, 10, .05)).isEqualTo(17);
    }
}
