package io.granger.hub.cli;

import io.vertx.core.Future;
import java.net.URI;

/** A hub that runs in this process, as far as the command line has to know it. */
interface HubHandle {
    /** Where it listens for HTTP. */
    URI url();

    /** Stops taking work, lets go of its data directory and ends. */
    Future<?> close();
}
