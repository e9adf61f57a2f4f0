package io.granger.hub.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The spokes of a cluster, in processes that nobody hurts: one, or one where each hub is that has a network of its own. */
final class SpokeProcesses implements AutoCloseable {
    private final Path directory;
    private final Optional<Namespaces> networks;
    private final List<Process> started = new ArrayList<>();

    SpokeProcesses(Path directory, Optional<Namespaces> networks) {
        this.directory = directory;
        this.networks = networks;
    }

    void start(HubPlan plan, long seed) {
        for (int hub = 0; hub < (networks.isPresent() ? plan.members() : 1); hub++) {
            start(plan, seed + hub, hub);
        }
    }

    private void start(HubPlan plan, long seed, int hub) {
        var java = Jvm.command("-Xmx256m");
        java.addAll(List.of(
                TortureSpokes.class.getName(),
                plan.name(),
                plan.addresses(),
                directory.resolve(TortureSpokes.EFFECTS).toString(),
                Long.toString(seed),
                plan.host(hub),
                networks.isPresent() ? "-" + hub : ""));
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
