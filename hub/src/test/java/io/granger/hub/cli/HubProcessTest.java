package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.config.HubConfig;
import io.granger.hub.store.DirectoryInUse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubProcessTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final HubProcess process = new HubProcess(new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            InstantSource.system(),
            ZoneOffset.UTC));

    @TempDir
    private Path conf;

    private record Handle(URI url, Future<Void> end) implements HubHandle {
        @Override
        public Future<Void> close() {
            return end;
        }
    }

    private CommandFailed failing(Throwable cause) {
        return catchThrowableOfType(
                CommandFailed.class,
                () -> process.start(Optional.of(conf), Optional.empty(), config -> Future.failedFuture(cause)));
    }

    @Test
    void start_tellsWhereAndWhatIsInForce() throws IOException {
        try (RecordedHub hub = new RecordedHub()
                .on("GET /v1/routing", 200, "{\"mode\":\"canary\",\"share\":0.1}")
                .on("GET /v1/spokes", 200, "{\"spokes\":[{\"name\":\"pdf\"},{\"name\":\"tika\"}]}")) {
            Handle handle = new Handle(URI.create(hub.url()), Future.succeededFuture());

            process.start(Optional.of(conf), Optional.of(conf.resolve("d")), config -> Future.succeededFuture(handle));

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .isEqualTo("Granger Hub " + ProductVersion.text() + "\n"
                            + "listens     " + hub.url() + "\n"
                            + "data        " + conf.resolve("d") + ", durability local\n"
                            + "cluster     off, this hub stands alone\n"
                            + "mode        canary, heuristic power-of-two\n"
                            + "pipelines   none; they are files in conf/pipelines\n"
                            + "spokes      2 registered\n"
                            + "try         granger spokes; granger submit .. --wait; granger explain TASK;"
                            + " granger events -f\n");
        }
    }

    @Test
    void start_dataDirectoryFromTheCommandLine_goesBeforeTheFile() throws IOException {
        Files.writeString(conf.resolve("granger.yaml"), "data: ./elsewhere\n");
        Promise<HubConfig> seen = Promise.promise();

        CommandFailed failed = catchThrowableOfType(
                CommandFailed.class,
                () -> process.start(Optional.of(conf), Optional.of(Path.of("here")), config -> {
                    seen.complete(config);
                    return Future.failedFuture("enough");
                }));

        assertThat(failed.sentence()).contains("enough");
        assertThat(seen.future().result().data()).isEqualTo(Path.of("here"));
    }

    @Test
    void start_mistakeInTheConfiguration_isExit78AndStartsNothing() throws IOException {
        Files.writeString(conf.resolve("granger.yaml"), "tasks:\n  maxOpn: 3\n");

        CommandFailed failed = catchThrowableOfType(
                CommandFailed.class,
                () -> process.start(Optional.of(conf), Optional.empty(), config -> {
                    throw new IllegalStateException("started");
                }));

        assertThat(failed.exit().code()).isEqualTo(78);
        assertThat(failed.sentence()).contains("granger.yaml:2: tasks.maxOpn: ").contains("maxOpen");
    }

    @Test
    void start_dataDirectoryInUse_isExit75() {
        CommandFailed failed = failing(new IllegalStateException(new DirectoryInUse("data is in use, process 7")));

        assertThat(failed.exit().code()).isEqualTo(75);
        assertThat(failed.sentence()).isEqualTo("data is in use, process 7");
    }

    @Test
    void start_portTaken_saysWhichAndWhichKey() {
        CommandFailed failed = failing(new BindException("Address already in use"));

        assertThat(failed.exit().code()).isEqualTo(1);
        assertThat(failed.sentence()).contains("127.0.0.1:8080", "Address already in use", "http.port");
    }

    @Test
    void start_anythingElse_tellsTheDeepestReason() {
        CommandFailed failed = failing(new IllegalStateException("outer", new IOException("disk is gone")));

        assertThat(failed.exit().code()).isEqualTo(1);
        assertThat(failed.sentence()).isEqualTo("the hub could not start: disk is gone");
    }

    @Test
    void stop_clean_failedAndTooSlow() {
        URI url = URI.create("http://127.0.0.1:1");
        Duration limit = Duration.ofMillis(1);

        assertThat(process.stop(new Handle(url, Future.succeededFuture()), limit))
                .isEqualTo(Exit.OK);
        assertThat(process.stop(new Handle(url, Future.failedFuture("no")), limit))
                .isEqualTo(Exit.FAILED);
        assertThat(process.stop(new Handle(url, Promise.<Void>promise().future()), limit))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("stopped\n", "not stopped within 1 ms");
    }
}
