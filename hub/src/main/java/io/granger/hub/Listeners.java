package io.granger.hub;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.DatagramSocketMetrics;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.TCPMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows at which addresses of this Vert.x somebody listens, as far as they begin with a prefix: the bus tells its meters, and nobody
 * else. Safe from any thread.
 */
final class Listeners implements VertxMetricsFactory {
    private final VertxMetricsFactory meters;
    private final String prefix;
    private final ConcurrentMap<String, Integer> count = new ConcurrentHashMap<>();

    /**
     * Listeners at addresses that begin with this.
     *
     * @param meters what measures all else
     */
    Listeners(VertxMetricsFactory meters, String prefix) {
        this.meters = meters;
        this.prefix = prefix;
    }

    /** Whether somebody in this process listens there; only for addresses with the prefix. */
    boolean at(String address) {
        return count.containsKey(address);
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return new Metered(meters.metrics(options));
    }

    private final class OnBus implements EventBusMetrics<@Nullable String> {
        @Override
        public @Nullable String handlerRegistered(String address) {
            if (!address.startsWith(prefix)) {
                return null;
            }
            count.merge(address, 1, Integer::sum);
            return address;
        }

        @Override
        public void handlerUnregistered(@Nullable String address) {
            if (address != null) {
                count.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
            }
        }
    }

    /** All other meters as they are. */
    private final class Metered implements VertxMetrics {
        private final VertxMetrics all;

        Metered(VertxMetrics all) {
            this.all = all;
        }

        @Override
        public EventBusMetrics<?> createEventBusMetrics() {
            return new OnBus();
        }

        @Override
        public HttpServerMetrics<?, ?, ?> createHttpServerMetrics(HttpServerOptions options, SocketAddress local) {
            return all.createHttpServerMetrics(options, local);
        }

        @Override
        public ClientMetrics<?, ?, ?> createClientMetrics(SocketAddress remote, String type, String namespace) {
            return all.createClientMetrics(remote, type, namespace);
        }

        @Override
        public HttpClientMetrics<?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
            return all.createHttpClientMetrics(options);
        }

        @Override
        public TCPMetrics<?> createNetServerMetrics(NetServerOptions options, SocketAddress local) {
            return all.createNetServerMetrics(options, local);
        }

        @Override
        public TCPMetrics<?> createNetClientMetrics(NetClientOptions options) {
            return all.createNetClientMetrics(options);
        }

        @Override
        public DatagramSocketMetrics createDatagramSocketMetrics(DatagramSocketOptions options) {
            return all.createDatagramSocketMetrics(options);
        }

        @Override
        public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int size) {
            return all.createPoolMetrics(type, name, size);
        }

        @Override
        public void vertxCreated(Vertx vertx) {
            all.vertxCreated(vertx);
        }

        @Override
        public boolean isMetricsEnabled() {
            return all.isMetricsEnabled();
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
