package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory, one process, one secret. */
class DataDirectoryTest {

    @TempDir
    private Path parent;

    private Path path() {
        return parent.resolve("some").resolve("data");
    }

    @Test
    void open_new_makesItForItsOwnerOnly() throws Exception {
        try (DataDirectory data = DataDirectory.open(path())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.path().resolve("secret"))))
                    .isEqualTo("rw-------");
            assertThat(data.store()).isEqualTo(data.path().resolve("granger.db"));
            assertThat(data.snapshots()).isDirectory();
            assertThat(data.policies()).isDirectory();
            assertThat(data.files()).isDirectory();
        }
    }

    @Test
    void open_again_keepsTheSecret() {
        byte[] secret;
        String id;
        try (DataDirectory data = DataDirectory.open(path())) {
            secret = data.secret();
            id = data.secretId();
        }
        try (DataDirectory data = DataDirectory.open(path())) {
            assertThat(data.secret()).isEqualTo(secret).hasSize(32);
            assertThat(data.secretId()).isEqualTo(id).matches("[0-9a-f]{12}");
        }
        try (DataDirectory other = DataDirectory.open(parent.resolve("other"))) {
            assertThat(other.secret()).isNotEqualTo(secret);
        }
    }

    @Test
    void open_inUse_isRefusedUntilClosed() {
        try (DataDirectory data = DataDirectory.open(path())) {
            assertThatExceptionOfType(DirectoryInUse.class)
                    .isThrownBy(() -> DataDirectory.open(path()))
                    .withMessageContaining(data.path().toString())
                    .withMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(path()).close();
    }

    @Test
    void open_secretOfWrongLength_isRefusedAndTheLockGivenBack() throws Exception {
        Files.createDirectories(path());
        Files.write(path().resolve("secret"), new byte[31]);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> DataDirectory.open(path()))
                .withMessageContaining("secret must have 32 bytes, has 31");
        Files.delete(path().resolve("secret"));
        DataDirectory.open(path()).close();
    }

    @Test
    void open_whereAFileIs_isRefused() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "x");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> DataDirectory.open(file))
                .withMessageContaining("cannot be used");
    }
}
