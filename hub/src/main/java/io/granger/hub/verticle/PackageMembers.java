package io.granger.hub.verticle;

import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.PolicyPackage;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packages over the clustered bus: a member that lacks the version that is rolled out asks for it, and whoever has it sends it. A
 * package is named after its content, so that nobody can send another one under its name. Owner thread only.
 */
public final class PackageMembers {
    private static final Logger LOG = LoggerFactory.getLogger(PackageMembers.class);

    /** Where members ask; not one of the documented addresses. */
    private static final String ASK = "granger.members.policies";

    private final Vertx vertx;
    private final Worker worker;
    private final PolicyFolder packages;
    private final String node;
    private final Set<String> wanted = new HashSet<>();

    /** Members that exchange packages of this folder. */
    public PackageMembers(Vertx vertx, PolicyFolder packages, String node) {
        this.vertx = vertx;
        this.worker = new Worker(vertx);
        this.packages = packages;
        this.node = node;
    }

    /** Answers the others from here on, and takes what they send. */
    public void open() {
        vertx.eventBus().<JsonObject>consumer(ASK, message -> {
            var from = message.body().getString("node", "");
            if (!from.equals(node)) {
                send(message.body().getString("version", ""), from);
            }
        });
        vertx.eventBus().<JsonObject>consumer(ASK + "." + node, message -> take(message.body()));
    }

    private void send(String version, String to) {
        worker.call(() -> packages.read(version))
                .onSuccess(found -> vertx.eventBus()
                        .send(
                                ASK + "." + to,
                                new JsonObject()
                                        .put("version", version)
                                        .put("manifest", found.manifest())
                                        .put("weights", found.weights())));
    }

    /** Asks the others for a version; it is in the folder some time later, if anybody has it. */
    public void fetch(String version) {
        wanted.add(version);
        vertx.eventBus().publish(ASK, new JsonObject().put("version", version).put("node", node));
    }

    private void take(JsonObject sent) {
        var version = sent.getString("version", "");
        if (!wanted.remove(version)) {
            return;
        }
        var found = new PolicyPackage(sent.getBinary("manifest"), sent.getBinary("weights"));
        if (!found.version().equals(version)) {
            LOG.warn("a member sent {} in the place of policy {}", found.version(), version);
            return;
        }
        worker.call(() -> {
                    found.open(layout -> true, false);
                    return packages.write(found);
                })
                .onSuccess(written -> LOG.info("policy {} came from another member", written))
                .onFailure(e -> LOG.warn("policy {} from another member was refused: {}", version, e.getMessage()));
    }
}
