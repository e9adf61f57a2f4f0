package io.granger.hub.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every verb that talks to a hub. */
final class SharedOptions {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "where the hub listens; else GRANGER_URL, else " + DEFAULT_URL)
    private Optional<String> url = Optional.empty();

    @Option(names = "--token", paramLabel = "T", description = "bearer token; else GRANGER_TOKEN")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "table (default), or the hub's JSON as it came")
    private OutputForm output = OutputForm.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    boolean isJson() {
        return output == OutputForm.JSON;
    }

    Optional<String> token(Map<String, String> env) {
        return token.or(() -> Optional.ofNullable(env.get("GRANGER_TOKEN"))).filter(t -> !t.isBlank());
    }

    URI url(Map<String, String> env) {
        String text = url.or(() -> Optional.ofNullable(env.get("GRANGER_URL")).filter(u -> !u.isBlank()))
                .orElse(DEFAULT_URL);
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, in the same words as a URL of another kind.
        }
        throw new CommandFailed(Exit.USAGE, "--url must look like " + DEFAULT_URL + ", was '" + text + "'");
    }
}
