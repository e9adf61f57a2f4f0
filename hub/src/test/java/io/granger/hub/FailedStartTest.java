package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.config.ConfigLoader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedStartTest {
    @TempDir
    Path directory;

    private void start(int port) throws IOException {
        var conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(
                conf.resolve("granger.yaml"), "data: " + directory.resolve("data") + "\nhttp: {port: " + port + "}\n");
        LiveHub.wait(LiveHub.wait(Hub.start(ConfigLoader.load(conf))).close());
    }

    @Test
    void portTaken_startFailsSayingSo_andLeavesNothingBehind() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort())).hasRootCauseInstanceOf(BindException.class);
        }
        // The data directory is free again.
        start(0);
        assertThat(directory.resolve("data")).isDirectory();
    }
}
