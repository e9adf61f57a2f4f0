package io.granger.hub.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Networks of their own for some hubs, joined by a bridge of this machine. A cut keeps packets from arriving without a word to
 * either side, as a broken switch does: each side's packets for the other are addressed to nobody's card.
 */
final class Namespaces implements AutoCloseable {
    private static final String NOBODY = "02:00:00:00:00:01";
    private static final long COMMAND_S = 20;

    private final String mark = Long.toString(ProcessHandle.current().pid());
    private final String bridge = "gb" + mark;
    private final String net = "10.77." + ProcessHandle.current().pid() % 250 + ".";
    private final int hubs;

    private Namespaces(int hubs) {
        this.hubs = hubs;
    }

    /** Whether this machine and this user can have them. */
    static boolean canBe() {
        return "root".equals(System.getProperty("user.name"))
                && List.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip").stream()
                        .anyMatch(ip -> Files.isExecutable(Path.of(ip)))
                && runs(List.of("ip", "netns", "list"));
    }

    /** One for each hub. */
    static Namespaces of(int hubs) {
        var made = new Namespaces(hubs);
        made.ip("link", "add", made.bridge, "type", "bridge");
        made.ip("addr", "add", made.net + "254/24", "dev", made.bridge);
        made.ip("link", "set", made.bridge, "up");
        for (int hub = 0; hub < hubs; hub++) {
            made.make(hub);
        }
        return made;
    }

    private void make(int hub) {
        var outer = "gv" + mark + "-" + hub;
        ip("netns", "add", name(hub));
        ip("link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", name(hub));
        ip("link", "set", outer, "master", bridge, "up");
        ip("-n", name(hub), "addr", "add", host(hub) + "/24", "dev", "eth0");
        ip("-n", name(hub), "link", "set", "eth0", "up");
        ip("-n", name(hub), "link", "set", "lo", "up");
    }

    private String name(int hub) {
        return "granger-" + mark + "-" + hub;
    }

    /** The address of a hub, for the others and for this machine. */
    String host(int hub) {
        return net + (hub + 1);
    }

    /** A command that runs where that hub is. */
    List<String> inside(int hub, List<String> command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name(hub)));
        all.addAll(command);
        return all;
    }

    /** Nothing arrives any more between that hub and the other ones, or all does again. */
    void cut(int hub, boolean isCut) {
        for (int other = 0; other < hubs; other++) {
            if (other != hub) {
                deafen(hub, other, isCut);
                deafen(other, hub, isCut);
            }
        }
    }

    private void deafen(int from, int to, boolean isCut) {
        if (isCut) {
            ip("-n", name(from), "neigh", "replace", host(to), "lladdr", NOBODY, "dev", "eth0", "nud", "permanent");
        } else {
            ip("-n", name(from), "neigh", "del", host(to), "dev", "eth0");
        }
    }

    private void ip(String... arguments) {
        var command = new ArrayList<>(List.of("ip"));
        Collections.addAll(command, arguments);
        if (!runs(command)) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static boolean runs(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(COMMAND_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        for (int hub = 0; hub < hubs; hub++) {
            runs(List.of("ip", "netns", "del", name(hub)));
        }
        runs(List.of("ip", "link", "del", bridge));
    }
}
