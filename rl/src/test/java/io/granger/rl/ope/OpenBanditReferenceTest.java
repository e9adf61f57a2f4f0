package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every estimate and lower bound equals what Open Bandit Pipeline 0.5.5 computed, to 1e-6 relative. */
class OpenBanditReferenceTest {

    private static final List<Limit> LIMITS = Stream.of("0.5", "1", "2", "5", "10", "50", "0.01", "0.1")
            .map(Limit::parse)
            .toList();

    @ParameterizedTest
    @ValueSource(strings = {"obd_men/random->bts", "obd_men/bts->random", "wine", "breast_cancer"})
    void report_referenceCase(String name) {
        Optional<Path> folder = OpenBandit.folder();
        assumeTrue(folder.isPresent(), "no shared/data/ope beside or above the project: nothing to compare with");
        Map<String, Double> ours = ours(log(folder.get(), name));
        List<OpenBandit.Reference> theirs = OpenBandit.reference(folder.get().resolve("reference.json")).stream()
                .filter(reference -> reference.log().equals(name) && ours.containsKey(reference.name()))
                .toList();

        assertThat(theirs).hasSizeGreaterThanOrEqualTo(37);
        for (OpenBandit.Reference reference : theirs) {
            assertThat(ours.get(reference.name()))
                    .as(reference.name())
                    .isCloseTo(reference.value(), within(1e-6 * Math.abs(reference.value())));
        }
    }

    private static ChoiceLog log(Path folder, String name) {
        return switch (name) {
            case "obd_men/random->bts" -> positions(folder.resolve("obd_men"), "random", "bts");
            case "obd_men/bts->random" -> positions(folder.resolve("obd_men"), "bts", "random");
            default -> OpenBandit.table(folder.resolve(name + "_case.csv"));
        };
    }

    private static ChoiceLog positions(Path folder, String behaviour, String target) {
        return OpenBandit.positions(
                folder.resolve(behaviour + "_log.csv"),
                folder.resolve("eval_" + target + "_action_dist.csv"),
                folder.resolve("qhat_from_" + behaviour + ".csv"));
    }

    private static Map<String, Double> ours(ChoiceLog log) {
        OffPolicyReport report = OffPolicyReport.of(log, LIMITS, log.meanReward());
        Map<String, Double> ours = new HashMap<>(report.estimates());
        ours.put("ess", report.effectiveSampleSize());
        ours.put("w_mean", report.meanWeight());
        ours.put("w_max", report.largestWeight());
        ours.put("logging_value", report.baseline());
        for (String bound : List.of("hoeffding", "bernstein", "student_t")) {
            ours.put("ipw_lcb95_" + bound, report.lowerBounds().get(bound));
        }
        return ours;
    }
}
