package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileGateTest {
    @TempDir
    Path folder;

    private Path root;
    private FileGate gate;

    @BeforeEach
    void files() throws IOException {
        root = Files.createDirectories(folder.resolve("root")).toRealPath();
        Files.createDirectories(root.resolve("sub"));
        Files.writeString(root.resolve("a.txt"), "a");
        Files.writeString(root.resolve("sub/b.txt"), "b");
        Files.writeString(folder.resolve("secret.txt"), "s");
        Files.writeString(Files.createDirectories(folder.resolve("root2")).resolve("c.txt"), "c");
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("outside"), folder.toAbsolutePath());
        Files.createSymbolicLink(root.resolve("inside.txt"), root.resolve("a.txt"));
        gate = new FileGate(List.of(folder.resolve("missing"), root, folder.resolve("root2")));
    }

    @Test
    void resolve_belowARoot() {
        assertThat(gate.resolve("a.txt")).isEqualTo(root.resolve("a.txt"));
        assertThat(gate.resolve("sub/./b.txt")).isEqualTo(root.resolve("sub/b.txt"));
        assertThat(gate.resolve("c.txt").getFileName()).hasToString("c.txt");
        assertThat(gate.resolve(root.resolve("a.txt").toString())).isEqualTo(root.resolve("a.txt"));
    }

    @Test
    void resolve_linkThatStaysInside() {
        assertThat(gate.resolve("inside.txt")).isEqualTo(root.resolve("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.txt",
                "sub/../a.txt",
                "sub/../../secret.txt",
                "..",
                "out.txt",
                "outside/secret.txt",
                "outside/root2/c.txt",
                "sub",
                ".",
                "",
                "none.txt",
                "a.txt/x",
                "/etc/passwd",
                "a\0b"
            })
    void resolve_refused(String name) {
        Refused.with("file-not-allowed", "input.file", "got ", () -> gate.resolve(name));
    }

    @Test
    void resolve_absoluteOutside() {
        String secret = folder.resolve("secret.txt").toString();
        Refused.with("file-not-allowed", "input.file", "files.roots", () -> gate.resolve(secret));
    }

    @Test
    void resolve_noRoots() {
        Refused.with("file-not-allowed", "input.file", "files.roots", () -> new FileGate(List.of()).resolve("a.txt"));
    }

    @Test
    void file_ofAnInput() {
        assertThat(gate.file(new JsonObject().put("file", "a.txt"))).contains(root.resolve("a.txt"));
        assertThat(gate.file(new JsonObject().put("text", "a.txt"))).isEmpty();
        Refused.with(
                "file-not-allowed",
                "input.file",
                "\"..\"",
                () -> gate.file(new JsonObject().put("file", "../secret.txt")));
    }
}
