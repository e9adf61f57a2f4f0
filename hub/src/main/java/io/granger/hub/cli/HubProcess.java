package io.granger.hub.cli;

import io.granger.hub.config.BadSetting;
import io.granger.hub.config.ConfigError;
import io.granger.hub.config.HubConfig;
import io.granger.hub.store.DirectoryInUse;
import io.vertx.core.Future;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The life of a hub in this process: read the configuration, start, tell the person, stop within a time limit. */
final class HubProcess {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String LOG_PROPERTY = "logback.configurationFile";

    /** A resource: a configuration directory without log settings must not mean every detail of every library. */
    private static final String LOG_DEFAULT = "io/granger/hub/cli/logback.xml";

    private final Terminal terminal;

    HubProcess(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a hub until the process is told to end, and then ends it with the exit code of the stop. */
    Exit run(Optional<Path> conf, Optional<Path> data, Function<HubConfig, Future<? extends HubHandle>> starter) {
        HubHandle hub = start(conf, data, starter);
        Thread stop = new Thread(() -> end(stop(hub, STOP)), "granger-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Exit.OK;
    }

    // A JVM that ends by a signal would say 143 however cleanly the hub stopped.
    private void end(Exit exit) {
        terminal.out().flush();
        Runtime.getRuntime().halt(exit.code());
    }

    /** A hub that runs and was announced; {@link CommandFailed} when there is none to be had. */
    HubHandle start(
            Optional<Path> conf, Optional<Path> data, Function<HubConfig, Future<? extends HubHandle>> starter) {
        HubConfiguration configuration = HubConfiguration.find(conf);
        useLogSettings(configuration.directory());
        HubConfig read = configuration.load();
        HubConfig config = data.map(read::withData).orElse(read);
        HubHandle hub = await(config, starter);
        new Welcome(terminal).print(config, hub.url());
        return hub;
    }

    /** Closes the hub; says so when that takes longer than the limit. */
    Exit stop(HubHandle hub, Duration limit) {
        terminal.note("stopping ..");
        try {
            hub.close().toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            terminal.note("stopped");
            return Exit.OK;
        } catch (TimeoutException e) {
            terminal.note("granger: not stopped within " + Wording.duration(limit.toMillis())
                    + "; what was accepted is in the store, the next start goes on with it");
        } catch (ExecutionException e) {
            terminal.note("granger: stopping failed: " + told(deepest(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            terminal.note("granger: interrupted while stopping");
        }
        return Exit.FAILED;
    }

    // Before anything logs for the first time: afterwards the file would not be read any more.
    private static void useLogSettings(Path conf) {
        if (System.getProperty(LOG_PROPERTY) == null) {
            Path file = conf.resolve("logback.xml");
            System.setProperty(
                    LOG_PROPERTY,
                    Files.isRegularFile(file) ? file.toAbsolutePath().toString() : LOG_DEFAULT);
        }
    }

    private static HubHandle await(HubConfig config, Function<HubConfig, Future<? extends HubHandle>> starter) {
        try {
            return starter.apply(config)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailed(Exit.FAILED, "the hub did not start within " + START.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted");
        } catch (ExecutionException e) {
            throw refused(config, e);
        } catch (RuntimeException e) {
            throw refused(config, e);
        }
    }

    private static CommandFailed refused(HubConfig config, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandFailed told) {
                return told;
            }
            if (cause instanceof DirectoryInUse) {
                return new CommandFailed(Exit.DATA_IN_USE, told(cause));
            }
            if (cause instanceof ConfigError || cause instanceof BadSetting) {
                return new CommandFailed(Exit.CONFIGURATION, told(cause));
            }
            if (cause instanceof BindException) {
                return new CommandFailed(
                        Exit.FAILED,
                        "http " + config.http().host() + ":" + config.http().port() + " cannot be listened on ("
                                + told(cause) + "); is a hub running already? Another port: http.port");
            }
        }
        return new CommandFailed(Exit.FAILED, "the hub could not start: " + told(deepest(failure)));
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String told(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : Wording.plain(cause.getMessage());
    }
}
