package io.granger.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.task.FailureClass;
import io.granger.task.StepOutcome;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallStatisticsTest {
    private final CallStatistics statistics = new CallStatistics();

    @Test
    void beforeAnyCall() {
        assertThat(statistics.successRate()).isEqualTo(1);
        assertThat(statistics.latencyMeanMs(100)).isEqualTo(100);
        assertThat(statistics.latencyP95Ms(100)).isEqualTo(100);
        assertThat(statistics.peakEwmaMs(100, 5_000)).isEqualTo(100);
        assertThat(statistics.quality()).isEqualTo(.5);
        assertThat(statistics.calls()).isZero();
    }

    @Test
    void successRate_decayed() {
        statistics.add(failure(FailureClass.INTERNAL, 1), 0);
        // (.95 * 1) / (.95 * 1 + 1)
        assertThat(statistics.successRate()).isCloseTo(.95 / 1.95, within(1e-12));
        statistics.add(new StepOutcome.Success(1), 0);
        // (.9025 + 0 + 1) / (.9025 + .95 + 1)
        assertThat(statistics.successRate()).isCloseTo(1.9025 / 2.8525, within(1e-12));
        assertThat(statistics.calls()).isEqualTo(2);
    }

    @Test
    void latencyMean_decayed() {
        statistics.add(new StepOutcome.Success(100), 0);
        assertThat(statistics.latencyMeanMs(7)).isEqualTo(100);
        statistics.add(new StepOutcome.Success(200), 0);
        // (95 + 200) / 1.95
        assertThat(statistics.latencyMeanMs(7)).isCloseTo(295 / 1.95, within(1e-9));
    }

    @Test
    void invalidInput_countsForNothing() {
        statistics.add(failure(FailureClass.INVALID_INPUT, 9_000), 0);
        assertThat(statistics.successRate()).isEqualTo(1);
        assertThat(statistics.latencyMeanMs(100)).isEqualTo(100);
        assertThat(statistics.calls()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "RESOURCE", "INTERNAL"})
    void failure_isNoLatency(FailureClass failureClass) {
        statistics.add(failure(failureClass, 1), 0);
        assertThat(statistics.successRate()).isLessThan(1);
        assertThat(statistics.latencyMeanMs(100)).isEqualTo(100);
        assertThat(statistics.peakEwmaMs(100, 0)).isEqualTo(100);
    }

    @Test
    void timeout_isLatency() {
        statistics.add(failure(FailureClass.TIMEOUT, 5_000), 0);
        assertThat(statistics.latencyMeanMs(100)).isEqualTo(5_000);
        assertThat(statistics.peakEwmaMs(100, 0)).isEqualTo(5_000);
    }

    @Test
    void quality_decayedFromTheFirst() {
        statistics.addQuality(1);
        assertThat(statistics.quality()).isEqualTo(1);
        statistics.addQuality(0);
        assertThat(statistics.quality()).isCloseTo(.95 / 1.95, within(1e-12));
    }

    @Test
    void peak_jumpsAndFades() {
        PeakEwma peak = new PeakEwma();
        peak.add(100, 0);
        assertThat(peak.at(0)).isEqualTo(100);
        peak.add(400, 0);
        assertThat(peak.at(0)).isEqualTo(400);
        assertThat(peak.at(10_000)).isCloseTo(400 / Math.E, within(1e-9));
        // ln 2 time constants later: half the old value, half the sample.
        long half = 6_931;
        peak.add(100, half);
        assertThat(peak.at(half)).isCloseTo(250, within(.01));
    }

    @Test
    void peak_clockSteppedBack() {
        PeakEwma peak = new PeakEwma();
        peak.add(100, 10_000);
        assertThat(peak.at(0)).isEqualTo(100);
    }

    @Test
    void peak_neverBelowAHundredthOfTheMean() {
        statistics.add(new StepOutcome.Success(300), 0);
        assertThat(statistics.peakEwmaMs(1, 86_400_000)).isEqualTo(3);
    }

    @Test
    void p95_ofOneToTwenty() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long ms = 1; ms <= 10; ms++) {
            histogram.add(ms);
        }
        assertThat(histogram.p95()).isEqualTo(10);
    }

    @Test
    void p95_forgetsThePast() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < 1_000; i++) {
            histogram.add(5_000);
        }
        for (int i = 0; i < 500; i++) {
            histogram.add(10);
        }
        assertThat(histogram.p95()).isEqualTo(10);
    }

    @Test
    void p95_afterScalingDown() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < 100_000; i++) {
            histogram.add(i % 10 == 0 ? 12 : 3);
        }
        assertThat(histogram.p95()).isEqualTo(12);
    }

    @Property(seed = "1")
    void bucket_holdsItsValuesAndIsAnEighthWide(@ForAll @LongRange(min = 0, max = (1 << 22) - 1) long ms) {
        int bucket = LatencyHistogram.bucket(ms);
        long low = LatencyHistogram.low(bucket);
        long next = LatencyHistogram.low(bucket + 1);
        assertThat(ms).isBetween(low, next - 1);
        assertThat(next - low).isLessThanOrEqualTo(Math.max(1, low / 8));
    }

    /** Against the exact quantile of the weighted samples: both lie in the same bucket. */
    @Property(seed = "1", tries = 300)
    void p95_sameBucketAsTheExactQuantile(
            @ForAll @Size(min = 1, max = 400) List<@LongRange(min = 0, max = 100_000) Long> samples) {
        LatencyHistogram histogram = new LatencyHistogram();
        samples.forEach(histogram::add);
        long exact = exactQuantile(samples, .95);
        int bucket = LatencyHistogram.bucket(exact);
        assertThat(histogram.p95())
                .isBetween((double) LatencyHistogram.low(bucket), LatencyHistogram.low(bucket + 1) - 1.0);
    }

    private static long exactQuantile(List<Long> samples, double share) {
        int n = samples.size();
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += Math.pow(.99, n - 1 - i);
        }
        List<Integer> order = java.util.stream.IntStream.range(0, n)
                .boxed()
                .sorted(java.util.Comparator.comparing(samples::get))
                .toList();
        double sum = 0;
        for (int i : order) {
            sum += Math.pow(.99, n - 1 - i);
            if (sum >= share * total) {
                return samples.get(i);
            }
        }
        return samples.get(order.getLast());
    }

    private static StepOutcome failure(FailureClass failureClass, long ms) {
        return new StepOutcome.Failure(ms, failureClass, "it failed", true);
    }
}
