package io.granger.hub.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The spokes of a cluster, in one process or in several: one where each hub is that has a network of its own. */
final class SpokeProcesses implements AutoCloseable {
    private final Path directory;
    private final Optional<Namespaces> networks;
    private final List<Process> started = new ArrayList<>();

    SpokeProcesses(Path directory, Optional<Namespaces> networks) {
        this.directory = directory;
        this.networks = networks;
    }

    /** Starts so many processes; each has spokes that can do all steps. */
    void start(HubPlan plan, int processes, long seed) {
        for (int i = 0; i < processes; i++) {
            startOne(plan, seed + i, i, processes == 1 ? "" : "-" + i);
        }
    }

    /** Stops the spokes of one process where they are, or has them go on. */
    void freeze(int process, boolean isFrozen) {
        Jvm.freeze(started.get(process), isFrozen);
    }

    private void startOne(HubPlan plan, long seed, int hub, String suffix) {
        var java = Jvm.command("-Xmx256m");
        java.addAll(List.of(
                TortureSpokes.class.getName(),
                plan.name(),
                plan.addresses(),
                directory.resolve(TortureSpokes.EFFECTS).toString(),
                Long.toString(seed),
                plan.host(hub),
                suffix));
        try {
            started.add(new ProcessBuilder(
                            networks.map(all -> all.inside(hub, java)).orElse(java))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("spokes-" + hub + ".log").toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
