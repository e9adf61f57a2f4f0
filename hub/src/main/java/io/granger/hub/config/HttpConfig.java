package io.granger.hub.config;

/**
 * Section {@code http}: where the hub listens for HTTP. Takes effect at start.
 *
 * @param host address to listen at
 * @param port 0 to 65,535; 0 takes any free one
 */
public record HttpConfig(String host, int port) {
    /** Loopback, port 8080. */
    public static final HttpConfig DEFAULT = new HttpConfig("127.0.0.1", 8080);

    public HttpConfig {
        BadSetting.requireHost("host", host);
        BadSetting.requireWithin("port", port, 0, 65_535);
    }

    static HttpConfig read(Section section) {
        return new HttpConfig(section.text("host", DEFAULT.host), section.number("port", DEFAULT.port));
    }
}
