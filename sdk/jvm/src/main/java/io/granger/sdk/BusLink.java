package io.granger.sdk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** The way to a hub's event bus. */
sealed interface BusLink {

    /** The Vert.x instance to use now; another one after a renewal. */
    Vertx vertx();

    /** Calls the listener, on any thread, each time the link has been made anew. */
    void whenRenewed(Consumer<Vertx> listener);

    /** Gives the link back; one that was lent stays open. */
    Future<Void> close();

    /** A Vert.x instance that belongs to someone else, in the hub's own process for example. */
    record Lent(Vertx vertx) implements BusLink {
        @Override
        public void whenRenewed(Consumer<Vertx> listener) {
            // Its owner renews it by closing it, and then this client ends too.
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** A link of this process's own: a lite member of the hub's cluster. */
    non-sealed interface Own extends BusLink {}
}
