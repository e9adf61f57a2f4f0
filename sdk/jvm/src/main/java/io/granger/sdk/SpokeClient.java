package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Serves spokes to a hub. It registers them, keeps their leases, has their calls done, drains them, and, when it joined a cluster of its
 * own accord, joins afresh after the last hub was gone. Safe from any thread.
 *
 * <pre>{@code
 * SpokeClient.join(ClusterAddress.local())
 *     .compose(client -> client.serve(SpokeDescription.named("hello", "1.0.0")
 *         .capability(CapabilityDescription.named("greet"))
 *         .blocking(call -> Answer.output("text", "hello " + call.input().getString("name")))));
 * }</pre>
 */
public final class SpokeClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(45);

    private final BusLink link;
    private final Duration patience;
    private final List<ServedSpoke> served = new CopyOnWriteArrayList<>();

    private SpokeClient(BusLink link, Duration patience) {
        this.link = link;
        this.patience = patience;
    }

    /** A client on a bus that is there already, in the hub's own process for example; closing the client leaves the bus open. */
    public static SpokeClient on(Vertx vertx) {
        return new SpokeClient(new BusLink.Lent(Objects.requireNonNull(vertx)), PATIENCE);
    }

    /** Joins a hub's cluster as a lite member, waiting up to a minute for a hub to be there. */
    public static Future<SpokeClient> join(ClusterAddress address) {
        return join(address, PATIENCE);
    }

    /** Joins a hub's cluster as a lite member; the patience also bounds each spoke's first registration. */
    public static Future<SpokeClient> join(ClusterAddress address, Duration patience) {
        return LiteMember.join(address, patience).map(member -> new SpokeClient(member, patience));
    }

    /**
     * Serves one spoke; done when it is registered. Fails when the hub refuses the description, or none answers within the patience; a
     * name that another spoke holds is asked for again until then. Once registered it stays served, whatever becomes of the hub.
     */
    public Future<ServedSpoke> serve(SpokeDescription description) {
        ServedSpoke spoke = new ServedSpoke(description, link, patience);
        served.add(spoke);
        return spoke.start().onFailure(refused -> served.remove(spoke));
    }

    /** The spokes served now. */
    public List<ServedSpoke> served() {
        return List.copyOf(served);
    }

    /** Drains every spoke, up to 30 seconds, and leaves the cluster if this client joined it. */
    public Future<Void> close() {
        return close(DRAIN_LIMIT);
    }

    /** Drains every spoke up to the limit, and leaves the cluster if this client joined it. */
    public Future<Void> close(Duration drainLimit) {
        List<Future<Void>> drained =
                served.stream().map(spoke -> spoke.drain(drainLimit)).toList();
        return Future.join(drained).<Void>mapEmpty().eventually(link::close);
    }

    /** As {@link #close()}, when the process is told to end; the process waits for it, but not for ever. */
    public SpokeClient closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeNow, "granger-drain"));
        return this;
    }

    private void closeNow() {
        try {
            close().await(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception slow) {
            new Notices(SpokeClient.class, "spoke client").once("exit", "did not close in time: " + slow.getMessage());
        }
    }
}
