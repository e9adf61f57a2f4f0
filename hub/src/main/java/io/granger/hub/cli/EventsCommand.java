package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code events}: what happened lately, and with {@code -f} what happens from now on. */
@Command(name = "events", description = "show what happened lately; -f goes on with what happens")
final class EventsCommand extends ClientCommand {
    private static final int HOLD_MS = 20_000;
    private static final Set<String> SHOWN_IN_FRONT = Set.of("kind", "at", "seq");

    @Option(
            names = {"-f", "--follow"},
            description = "go on until stopped")
    private boolean follow;

    @Option(names = "--since", paramLabel = "SEQ", defaultValue = "0", description = "only events from there on")
    private long since;

    @Option(names = "--limit", paramLabel = "N", description = "end after that many events")
    private long limit = Long.MAX_VALUE;

    EventsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        long next = since;
        long left = limit;
        boolean isMore;
        do {
            Query query = Query.path("v1", "events").with("since", Long.toString(next));
            HubAnswer answer = hub.get(
                    follow ? query.with("waitMs", Integer.toString(HOLD_MS)) : query,
                    Map.of(),
                    Duration.ofMillis(HOLD_MS + 30_000L));
            if (isJson() && !follow && limit == Long.MAX_VALUE) {
                print(answer);
                return Exit.OK;
            }
            JsonNode events = answer.json().path("events");
            left -= print(events, left);
            isMore = follow || !events.isEmpty();
            // The hub's ring starts anew with the hub: its own word on where to go on is the one to follow.
            next = answer.json().path("next").asLong(next);
        } while (isMore && left > 0 && !terminal().out().checkError());
        return Exit.OK;
    }

    private long print(JsonNode events, long atMost) {
        long printed = 0;
        for (JsonNode event : events) {
            if (printed == atMost) {
                break;
            }
            terminal().say(isJson() ? Json.line(event) : line(event));
            printed++;
        }
        terminal().out().flush();
        return printed;
    }

    private String line(JsonNode event) {
        StringJoiner details = new StringJoiner("  ");
        event.properties().stream()
                .filter(field -> !SHOWN_IN_FRONT.contains(field.getKey()) && Wording.isPresent(field.getValue()))
                .forEach(field -> details.add(Wording.plain(field.getKey()) + "=" + Wording.text(field.getValue())));
        return Wording.time(event.path("at"), terminal().zone()) + "  "
                + String.format("%-16s", Wording.text(event.path("kind"))) + "  " + details;
    }
}
