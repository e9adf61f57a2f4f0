package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Without authentication only this machine may ask: Host, and Origin if present, must name the loopback. */
final class OriginRule implements Handler<RoutingContext> {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Override
    public void handle(RoutingContext ctx) {
        var authority = ctx.request().authority();
        var host = authority == null ? "" : authority.host();
        var origin = ctx.request().getHeader("origin");
        if (!LOOPBACK.contains(host)) {
            throw refused("host", host);
        }
        if (origin != null && !LOOPBACK.contains(hostOf(origin))) {
            throw refused("origin", origin);
        }
        ctx.next();
    }

    private static String hostOf(String origin) {
        try {
            @Nullable String host = URI.create(origin).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException notUri) {
            return "";
        }
    }

    private static ApiError refused(String name, String value) {
        return ApiError.at(
                ErrorCode.BAD_ORIGIN,
                name,
                "must be localhost, 127.0.0.1 or [::1] while auth.mode is none, was '" + value + "'");
    }
}
