package io.granger.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the launcher runs from: the hub's own folder holds nothing that trains networks, the folder beside it does. */
final class DistributionTest {

    private static final Path LIB = Path.of("target", "dist", "lib");

    @Test
    void distribution_libraryOfTheHub_hasNoNativeArrays() throws IOException {
        assumeTrue(Files.isDirectory(LIB), "no distribution has been built here yet");
        assertThat(jars(LIB)).isNotEmpty().noneMatch(DistributionTest::isForTraining);
    }

    @Test
    void distribution_libraryForTraining_hasNativeArrays() throws IOException {
        assumeTrue(Files.isDirectory(LIB), "no distribution has been built here yet");
        assertThat(jars(LIB.resolve("train"))).anyMatch(DistributionTest::isForTraining);
    }

    private static boolean isForTraining(String jar) {
        return jar.startsWith("nd4j-") || jar.startsWith("javacpp-") || jar.startsWith("openblas-");
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
