package io.granger.examples;

import io.granger.sdk.Answer;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.ClusterAddress;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;

/** A whole spoke in a process of its own: joins a clustered hub, greets, drains when told to end. The one argument is the hub's host:port. */
public final class HelloSpoke {

    private HelloSpoke() {}

    public static void main(String[] args) {
        SpokeDescription hello = SpokeDescription.named("hello", "1.0.0")
                .capability(CapabilityDescription.named("greet")
                        .accepting("text/plain")
                        .producing("text/greeting"))
                .blocking(call -> Answer.output("text", "hello " + call.input().getString("name", "world")));
        SpokeClient.join(args.length == 0 ? ClusterAddress.local() : ClusterAddress.of(args[0]))
                .compose(client -> client.closeAtExit().serve(hello))
                .onSuccess(spoke ->
                        System.out.println("serving as " + spoke.spokeId().orElse("?")))
                .onFailure(refused -> {
                    System.err.println("not served: " + refused.getMessage());
                    System.exit(1);
                });
    }
}
