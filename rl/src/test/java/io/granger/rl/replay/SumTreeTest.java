package io.granger.rl.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SumTreeTest {

    @Test
    void find_byHand() {
        SumTree tree = tree(2, 0, 3, 1, 4);
        assertThat(tree.total()).isEqualTo(10);
        assertThat(new int[] {tree.find(0), tree.find(1.9), tree.find(2), tree.find(5), tree.find(6), tree.find(9.9)})
                .containsExactly(0, 0, 2, 3, 4, 4);
    }

    @Test
    void set_again() {
        SumTree tree = tree(2, 0, 3);
        tree.set(0, 0);
        assertThat(tree.find(0)).isEqualTo(2);
        assertThat(tree.total()).isEqualTo(3);
    }

    @Test
    void find_onePlace() {
        assertThat(tree(0.5).find(0.4)).isZero();
    }

    @Test
    void find_nothingThere_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SumTree(3).find(0));
    }

    @Test
    void set_notFinite_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SumTree(3).set(0, Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> new SumTree(3).set(3, 1));
    }

    /** Against adding the priorities up from the left. */
    @Property(seed = "1")
    void find_asALinearScan(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 5) Double> given,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double u) {
        double[] priorities = given.stream().mapToDouble(Double::doubleValue).toArray();
        SumTree tree = tree(priorities);
        double sum = Arrays.stream(priorities).sum();
        assertThat(tree.total()).isEqualTo(sum, within(1e-9));
        if (tree.total() > 0) {
            double mass = u * tree.total();
            int found = tree.find(mass);
            double before = Arrays.stream(priorities).limit(found).sum();
            assertThat(priorities[found]).isPositive();
            assertThat(mass).isBetween(before - 1e-9, before + priorities[found] + 1e-9);
        }
    }

    private static SumTree tree(double... priorities) {
        SumTree tree = new SumTree(priorities.length);
        for (int i = 0; i < priorities.length; i++) {
            tree.set(i, priorities[i]);
        }
        return tree;
    }
}
