package io.granger.hub.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hubs in processes of their own, by number, on one data directory each. Safe from any thread. */
final class Hubs implements AutoCloseable {
    private static final long STOP_S = 60;

    private final Path directory;
    private final HubPlan plan;
    private final Optional<Namespaces> networks;
    private final @Nullable Live[] live;

    Hubs(Path directory, HubPlan plan, Optional<Namespaces> networks) {
        this.directory = directory;
        this.networks = networks;
        this.plan = plan;
        this.live = new Live[plan.members()];
    }

    private record Live(Process process, int port) {}

    /** How many there are. */
    int count() {
        return plan.members();
    }

    /** Where a hub has its files. */
    static Path home(Path directory, int hub) {
        return directory.resolve("hub-" + hub);
    }

    /** Starts a hub and waits until it takes work. */
    void start(int hub, long seed) {
        try {
            var home = Files.createDirectories(home(directory, hub));
            var process = new ProcessBuilder(command(hub, home, seed))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            home.resolve("hub.log").toFile()))
                    .start();
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            int printed = port(out, home);
            int port = networks.isEmpty()
                    ? printed
                    : Forwarder.from(HubPlan.LOOPBACK, new InetSocketAddress(plan.host(hub), printed))
                            .port();
            // Read on, so that it never blocks on what it prints.
            Thread.ofVirtual().start(() -> drain(out));
            put(hub, new Live(process, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(int hub, Path home, long seed) {
        var java = Jvm.command("-Xmx384m");
        java.addAll(List.of(
                TortureHub.class.getName(),
                home.toString(),
                plan.yaml(hub),
                Boolean.toString(plan.members() == 1),
                directory.resolve(TortureSpokes.EFFECTS).toString(),
                Long.toString(seed),
                plan.planted(),
                plan.host(hub)));
        return networks.map(all -> all.inside(hub, java)).orElse(java);
    }

    private static int port(BufferedReader out, Path home) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("a hub ended before it was ready; see " + home.resolve("hub.log"));
    }

    private static void drain(BufferedReader out) {
        try {
            out.transferTo(Writer.nullWriter());
        } catch (IOException killed) {
            // That was all of it.
        }
    }

    private synchronized void put(int hub, @Nullable Live now) {
        live[hub] = now;
    }

    private synchronized Optional<Live> at(int hub) {
        return Optional.ofNullable(live[hub]);
    }

    /** The port of a hub that was started and not ended. */
    Optional<Integer> port(int hub) {
        return at(hub).map(Live::port);
    }

    /** Kills a hub as the system does it, without a word to it. */
    void kill(int hub) {
        at(hub).ifPresent(l -> {
            put(hub, null);
            l.process().destroyForcibly();
            await(l.process());
        });
    }

    /** Stops a hub's process where it is, or has it go on. */
    void freeze(int hub, boolean isFrozen) {
        at(hub).ifPresent(l -> Jvm.freeze(l.process(), isFrozen));
    }

    /** Asks a hub to end and waits for it; one that is broken on purpose may not end by itself, and is killed then. */
    void stop(int hub) {
        at(hub).ifPresent(l -> {
            put(hub, null);
            l.process().destroy();
            if (!ends(l.process()) && plan.planted().equals(HubPlan.NOTHING)) {
                throw notEnded(l.process());
            }
        });
    }

    private static void await(Process process) {
        if (!ends(process)) {
            throw notEnded(process);
        }
    }

    private static IllegalStateException notEnded(Process process) {
        return new IllegalStateException("process " + process.pid() + " did not end within " + STOP_S + " s");
    }

    /** Whether a process ended by itself; if not, it is killed. */
    private static boolean ends(Process process) {
        try {
            boolean isEnded = process.waitFor(STOP_S, TimeUnit.SECONDS);
            if (!isEnded) {
                // Its folder is free when it is gone.
                process.destroyForcibly().waitFor();
            }
            return isEnded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        for (int hub = 0; hub < count(); hub++) {
            kill(hub);
        }
    }
}
