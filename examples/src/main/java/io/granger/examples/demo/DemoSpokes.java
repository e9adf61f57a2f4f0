package io.granger.examples.demo;

import io.granger.examples.document.Charged;
import io.granger.examples.document.ExampleSpoke;
import io.granger.examples.fault.FaultPlan;
import io.granger.examples.fault.FaultyHandler;
import io.granger.sdk.ServedSpoke;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The demo's spokes, registered, with the faults of a plan around them. Safe from any thread. */
final class DemoSpokes {

    private final List<ServedSpoke> served;
    private Set<String> away = Set.of();
    private int latest = -1;

    private DemoSpokes(List<ServedSpoke> served) {
        this.served = List.copyOf(served);
    }

    /** Serves them all; done when all are registered. */
    static Future<DemoSpokes> serve(SpokeClient client, List<ExampleSpoke> spokes, FaultPlan faults) {
        List<Future<ServedSpoke>> serving = new ArrayList<>();
        for (ExampleSpoke spoke : spokes) {
            SpokeDescription description = spoke.description();
            serving.add(client.serve(description.blocking(
                    new FaultyHandler(description.name(), new Charged(description, spoke), faults))));
        }
        return Future.all(serving)
                .map(all -> new DemoSpokes(serving.stream().map(Future::result).toList()));
    }

    /** The descriptions of all. */
    List<SpokeDescription> descriptions() {
        return served.stream().map(ServedSpoke::description).toList();
    }

    /** From this place on exactly these spokes are dead; those that were and no longer are come back. Earlier places change nothing. */
    synchronized void setAway(int place, Set<String> names) {
        if (place < latest || names.equals(away)) {
            latest = Math.max(latest, place);
            return;
        }
        latest = place;
        for (ServedSpoke spoke : served) {
            String name = spoke.description().name();
            if (names.contains(name) && !away.contains(name)) {
                spoke.goSilent();
            } else if (!names.contains(name) && away.contains(name)) {
                spoke.comeBack();
            }
        }
        away = Set.copyOf(names);
    }
}
