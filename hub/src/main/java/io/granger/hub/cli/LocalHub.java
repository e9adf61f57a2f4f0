package io.granger.hub.cli;

import io.granger.hub.Hub;
import io.granger.hub.config.HubConfig;
import io.vertx.core.Future;
import java.net.URI;

/** The hub itself, in this process. */
record LocalHub(Hub hub) implements HubHandle {
    static Future<LocalHub> start(HubConfig config) {
        return Hub.start(config).map(LocalHub::new);
    }

    @Override
    public URI url() {
        String host = hub.config().http().host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + hub.httpPort());
    }

    @Override
    public Future<?> close() {
        return hub.close();
    }
}
