package io.granger.examples.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.examples.adapter.CacheTierPolicy.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CacheTierPolicyTest {

    @Test
    void epsilon_decaysToItsFloor() {
        CacheTierPolicy policy = new CacheTierPolicy(10, 0.05);
        assertThat(policy.epsilon("b")).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            policy.learn("b", Tier.DISK, 1);
        }
        assertThat(policy.epsilon("b")).isEqualTo(0.5);
        for (int i = 0; i < 1000; i++) {
            policy.learn("b", Tier.DISK, 1);
        }
        assertThat(policy.epsilon("b")).isEqualTo(0.05);
    }

    @Test
    void probabilities_bestMeanAndItsShareOfTheRest() {
        CacheTierPolicy policy = new CacheTierPolicy(10, 0.05);
        for (int i = 0; i < 5; i++) {
            policy.learn("b", Tier.MEMORY, -1);
            policy.learn("b", Tier.DISK, 0.5);
        }
        // eps .5: the best has .5 + .5 / 3
        assertThat(policy.probabilities("b").toArray())
                .containsExactly(new double[] {0.5 / 3, 0.5 + 0.5 / 3, 0.5 / 3}, within(1e-12));
    }

    @Test
    void bucket_powersOfTwo() {
        assertThat(CacheTierPolicy.bucket(1023, 3)).isEqualTo("10/2");
        assertThat(CacheTierPolicy.bucket(1024, 4)).isEqualTo("11/3");
    }

    /**
     * The words of this project's documents as requests, in the order written: a real, skewed sequence. Memory saves 1 when the word comes
     * again within 100 requests and costs .25, disk saves .5 within 2,000 and costs .15. The last half is worth more than any one
     * tier for all, three seeds.
     */
    @Test
    void choose_wordsOfTheDocuments_betterThanOneTierForAll() throws IOException {
        List<String> requests = words();
        assertThat(requests).hasSizeGreaterThan(3000);
        double found = 0;
        for (int seed = 0; seed < 3; seed++) {
            CacheTierPolicy policy = new CacheTierPolicy(30, 0.02);
            SplittableRandom random = new SplittableRandom(seed);
            found += lastHalf(
                            requests,
                            policy,
                            bucket -> policy.choose(bucket, random.nextDouble()).ordinal())
                    / 3;
        }
        for (Tier tier : Tier.values()) {
            double fixed = lastHalf(requests, new CacheTierPolicy(30, 0.02), bucket -> tier.ordinal());
            assertThat(found).as("against %s for all", tier).isGreaterThan(fixed);
        }
    }

    private static double lastHalf(List<String> requests, CacheTierPolicy policy, ToIntFunction<String> chooser) {
        Map<String, Integer> asked = new HashMap<>();
        double sum = 0;
        for (int i = 0; i < requests.size(); i++) {
            String word = requests.get(i);
            String bucket = CacheTierPolicy.bucket(word.length(), asked.merge(word, 1, Integer::sum));
            Tier tier = Tier.values()[chooser.applyAsInt(bucket)];
            int again =
                    requests.subList(i + 1, Math.min(requests.size(), i + 2001)).indexOf(word);
            double reward = switch (tier) {
                case MEMORY -> (again >= 0 && again < 100 ? 1 : 0) - 0.25;
                case DISK -> (again >= 0 ? 0.5 : 0) - 0.15;
                case NOWHERE -> 0;
            };
            policy.learn(bucket, tier, reward);
            sum += i >= requests.size() / 2 ? reward : 0;
        }
        return sum / (requests.size() - requests.size() / 2);
    }

    private static List<String> words() throws IOException {
        Path root = Path.of(System.getProperty("granger.root", "..")).toAbsolutePath();
        List<String> words = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            words.addAll(IntentClassifier.words(Files.readString(root.resolve(name))));
        }
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                words.addAll(IntentClassifier.words(Files.readString(file)));
            }
        }
        return words;
    }
}
