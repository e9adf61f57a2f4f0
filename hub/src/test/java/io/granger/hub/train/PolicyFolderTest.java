package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {
    @TempDir
    Path directory;

    @Test
    void write_overADamagedOne_putsItAsideAndIsWhole() throws IOException {
        var whole = new PolicyFolder(directory.resolve("whole"));
        var version = TrainedPackages.write(whole);
        var damaged = new PolicyFolder(directory.resolve("damaged"));
        damaged.write(whole.read(version));
        var weights = directory.resolve("damaged").resolve(version).resolve("weights.safetensors");
        Files.write(weights, new byte[] {1, 2, 3});

        assertThat(damaged.write(whole.read(version))).isEqualTo(version);

        assertThat(damaged.read(version).weights())
                .isEqualTo(whole.read(version).weights());
        assertThat(damaged.versions()).containsExactly(version);
        assertThat(directory.resolve("damaged/damaged-" + version + "-1/weights.safetensors"))
                .hasSize(3);
    }
}
