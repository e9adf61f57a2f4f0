package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HubConfig;
import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.DirectoryInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void open_secondTime_isEmptiedAndConfiguredAnew() throws Exception {
        RunDirectory first = RunDirectory.open(parent.resolve("demo"));
        Files.writeString(first.documents().resolve("old.pdf"), "old");

        RunDirectory second = RunDirectory.open(parent.resolve("demo"));

        assertThat(second.documents()).isEmptyDirectory();
        assertThat(second.conf().resolve("granger.yaml")).exists();
    }

    @Test
    void open_directoryOfSomebodyElse_isLeftAlone() throws Exception {
        Path theirs = Files.createDirectory(parent.resolve("theirs"));
        Files.writeString(theirs.resolve("thesis.txt"), "all my work");

        assertThatThrownBy(() -> RunDirectory.open(theirs))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("name another directory with --data");
        assertThat(theirs.resolve("thesis.txt")).hasContent("all my work");
    }

    @Test
    void open_hubRunsThere_isRefusedAndNothingIsLost() throws Exception {
        RunDirectory first = RunDirectory.open(parent.resolve("demo"));
        try (DataDirectory running = DataDirectory.open(first.path())) {
            assertThatThrownBy(() -> RunDirectory.open(first.path())).isInstanceOf(DirectoryInUse.class);
        }
        assertThat(first.conf().resolve("granger.yaml")).exists();
    }

    @Test
    void conf_ofTheDemo_isWhatAHubAccepts() throws Exception {
        HubConfig config =
                ConfigLoader.load(RunDirectory.open(parent.resolve("demo")).conf());

        assertThat(config.routing().holdout()).isZero();
        assertThat(config.pipelines()).singleElement().extracting("name").isEqualTo("documents");
    }
}
