package io.granger.examples.demo;

import io.granger.examples.document.DocumentIndex;
import io.granger.examples.document.DocumentRoot;
import io.granger.examples.document.DocumentSpokes;
import io.granger.examples.fault.FaultPlan;
import io.granger.hub.Hub;
import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HttpConfig;
import io.granger.hub.config.HubConfig;
import io.granger.sdk.SpokeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The demo's hub with its document spokes, all in this process. */
final class DemoHub implements AutoCloseable {

    private static final int PORT = HttpConfig.DEFAULT.port();
    private static final long START_SECONDS = 120;
    private static final long STOP_SECONDS = 60;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(3);

    private final Hub hub;
    private final SpokeClient client;
    private final DocumentIndex index;
    private final DemoSpokes spokes;

    private DemoHub(Hub hub, SpokeClient client, DocumentIndex index, DemoSpokes spokes) {
        this.hub = hub;
        this.client = client;
        this.index = index;
        this.spokes = spokes;
    }

    /** Starts the hub, registers the spokes, and lets the policy decide. */
    static DemoHub start(RunDirectory run, FaultPlan faults) throws Exception {
        HubConfig config = ConfigLoader.load(run.conf())
                .withData(run.path())
                .withHttp(new HttpConfig(HttpConfig.DEFAULT.host(), freePort()));
        Hub hub = Hub.start(config).await(START_SECONDS, TimeUnit.SECONDS);
        SpokeClient client = SpokeClient.on(hub.vertx());
        DocumentIndex index = new DocumentIndex(run.index());
        DemoSpokes spokes = DemoSpokes.serve(
                        client, DocumentSpokes.all(new DocumentRoot(run.documents()), index), faults)
                .await(START_SECONDS, TimeUnit.SECONDS);
        new DemoBus(hub.vertx()).learn().await(START_SECONDS, TimeUnit.SECONDS);
        return new DemoHub(hub, client, index, spokes);
    }

    /** The usual port, or any where that one is taken. */
    private static int freePort() {
        try (ServerSocket tried = new ServerSocket(PORT, 1, InetAddress.getByName(HttpConfig.DEFAULT.host()))) {
            return tried.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }

    DemoBus bus() {
        return new DemoBus(hub.vertx());
    }

    DemoSpokes spokes() {
        return spokes;
    }

    /** Where the hub listens for HTTP. */
    String url() {
        return "http://" + HttpConfig.DEFAULT.host() + ":" + hub.httpPort();
    }

    /** What the command line needs to find this hub; nothing when it listens where it usually does. */
    String urlOption() {
        return hub.httpPort() == PORT ? "" : " --url " + url();
    }

    @Override
    public void close() throws Exception {
        client.close(DRAIN_LIMIT).await(STOP_SECONDS, TimeUnit.SECONDS);
        hub.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        index.close();
    }
}
