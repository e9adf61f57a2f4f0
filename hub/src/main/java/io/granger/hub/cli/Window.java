package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which of the logged experience is meant. */
final class Window {
    @Option(names = "--since", paramLabel = "TIME", description = "RFC 3339, such as 2026-11-20T08:00:00Z")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "RFC 3339")
    private Optional<String> until = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "P", description = "only rows of this pipeline")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--policy", paramLabel = "POLICY", description = "only decisions this policy made")
    private Optional<String> policy = Optional.empty();

    Query of(Query query) {
        return query.with("since", since)
                .with("until", until)
                .with("pipeline", pipeline)
                .with("policy", policy);
    }

    ObjectNode of(ObjectNode body) {
        since.ifPresent(text -> body.put("since", text));
        until.ifPresent(text -> body.put("until", text));
        pipeline.ifPresent(text -> body.put("pipeline", text));
        policy.ifPresent(text -> body.put("policy", text));
        return body;
    }
}
