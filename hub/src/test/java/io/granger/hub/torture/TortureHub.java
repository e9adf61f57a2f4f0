package io.granger.hub.torture;

import io.granger.hub.LiveHub;
import io.granger.hub.store.HubStore;
import io.granger.sdk.SpokeClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A hub in a process of its own; alone, it has the spokes in it too. It prints {@code port N} when it takes work.
 *
 * <p>Arguments: its folder, lines of configuration, whether it has the spokes, the file of effects, a seed, and what is
 * deliberately broken: {@code nothing}, {@code commit} (acknowledges before it is durable) or {@code keys} (forgets
 * which key a task was submitted by), and the address at which its clients find it.
 */
final class TortureHub {
    private TortureHub() {}

    public static void main(String[] args) throws IOException {
        // A bus that goes on would keep a process alive that could not start.
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        var hub = LiveHub.start(Path.of(args[0]), args[1], planted(args[5]));
        if (Boolean.parseBoolean(args[2])) {
            TortureSpokes.serve(
                    SpokeClient.on(hub.vertx()), hub.vertx(), Path.of(args[3]), Long.parseLong(args[4]), "");
        }
        int port = hub.hub().httpPort();
        boolean isElsewhere = !args[6].equals(HubPlan.LOOPBACK);
        System.out.println("port "
                + (isElsewhere
                        ? Forwarder.from(args[6], new InetSocketAddress(HubPlan.LOOPBACK, port))
                                .port()
                        : port));
        Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
    }

    private static UnaryOperator<HubStore> planted(String what) {
        return switch (what) {
            case "commit" -> PlantedStore::acknowledgingEarly;
            case "keys" -> PlantedStore::forgettingKeys;
            default -> UnaryOperator.identity();
        };
    }
}
