package io.granger.hub.config;

import io.granger.task.Pipeline;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything an operator configures. The components are the sections of {@code conf/granger.yaml}, in its order, and
 * the pipelines beside it. Immutable.
 *
 * @param data directory of everything the hub keeps
 * @param commandSpokes spokes that are programs on this machine
 * @param pipelines in the order of their files; no two with the same name
 */
public record HubConfig(
        Path data,
        HttpConfig http,
        ClusterConfig cluster,
        AuthConfig auth,
        StoreConfig store,
        TasksConfig tasks,
        FilesConfig files,
        SpokesConfig spokes,
        RoutingConfig routing,
        ExplorationConfig exploration,
        PolicyConfig policy,
        BreakerConfig breaker,
        RetryConfig retry,
        HedgeConfig hedge,
        ReplayConfig replay,
        GateConfig gate,
        RolloutConfig rollout,
        TrainConfig train,
        List<CommandSpoke> commandSpokes,
        List<Pipeline> pipelines) {
    /** Where data is kept when nothing else is said. */
    public static final Path DEFAULT_DATA = Path.of("./data");

    public HubConfig {
        commandSpokes = List.copyOf(commandSpokes);
        pipelines = List.copyOf(pipelines);
        if (auth.mode().equals("none") && !Loopback.is(http.host())) {
            throw new BadSetting(
                    "http.host", "must be on loopback while auth.mode is none, got \"" + http.host() + "\"");
        }
        if (store.isCluster() && (!cluster.enabled() || cluster.hubs() < 2)) {
            throw new BadSetting(
                    "store.durability",
                    "cannot be cluster unless cluster.enabled is true and cluster.hubs says how many hubs there are, at least 2");
        }
        double most = 1 - routing.holdout();
        for (int i = 0; i < rollout.stages().size(); i++) {
            if (rollout.stages().get(i) > most) {
                throw new BadSetting(
                        "rollout.stages[" + i + "]",
                        "must be at most 1 - routing.holdout = " + most + ", got "
                                + rollout.stages().get(i));
            }
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < commandSpokes.size(); i++) {
            if (!names.add(commandSpokes.get(i).name())) {
                throw new BadSetting(
                        "commandSpokes[" + i + "].name",
                        "must not be given twice, got \"" + commandSpokes.get(i).name() + "\"");
            }
        }
        names.clear();
        for (Pipeline pipeline : pipelines) {
            if (!names.add(pipeline.name())) {
                throw new BadSetting("pipelines", "must not define \"" + pipeline.name() + "\" twice");
            }
        }
    }

    /** What holds where nothing is configured. */
    public static HubConfig defaults() {
        return new HubConfig(
                DEFAULT_DATA,
                HttpConfig.DEFAULT,
                ClusterConfig.DEFAULT,
                AuthConfig.DEFAULT,
                StoreConfig.DEFAULT,
                TasksConfig.DEFAULT,
                FilesConfig.in(DEFAULT_DATA),
                SpokesConfig.DEFAULT,
                RoutingConfig.DEFAULT,
                ExplorationConfig.DEFAULT,
                PolicyConfig.DEFAULT,
                BreakerConfig.DEFAULT,
                RetryConfig.DEFAULT,
                HedgeConfig.DEFAULT,
                ReplayConfig.DEFAULT,
                GateConfig.DEFAULT,
                RolloutConfig.DEFAULT,
                TrainConfig.DEFAULT,
                List.of(),
                List.of());
    }

    /** A copy that keeps its data in another directory, and its files there too when they were in the old one. */
    public HubConfig withData(Path other) {
        FilesConfig moved = files.equals(FilesConfig.in(data)) ? FilesConfig.in(other) : files;
        return new HubConfig(
                other,
                http,
                cluster,
                auth,
                store,
                tasks,
                moved,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy that listens for HTTP elsewhere. */
    public HubConfig withHttp(HttpConfig other) {
        return new HubConfig(
                data,
                other,
                cluster,
                auth,
                store,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy that is, or is not, part of a cluster. */
    public HubConfig withCluster(ClusterConfig other) {
        return new HubConfig(
                data,
                http,
                other,
                auth,
                store,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy that keeps tasks otherwise. */
    public HubConfig withStore(StoreConfig other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                other,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy with other bounds of routing. */
    public HubConfig withRouting(RoutingConfig other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                store,
                tasks,
                files,
                spokes,
                other,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy with other stages of a rollout. */
    public HubConfig withRollout(RolloutConfig other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                store,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                other,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy with other directories that tasks may read from. */
    public HubConfig withFiles(FilesConfig other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                store,
                tasks,
                other,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                pipelines);
    }

    /** A copy with other pipelines. */
    public HubConfig withPipelines(List<Pipeline> other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                store,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                commandSpokes,
                other);
    }

    /** A copy with other programs as spokes. */
    public HubConfig withCommandSpokes(List<CommandSpoke> other) {
        return new HubConfig(
                data,
                http,
                cluster,
                auth,
                store,
                tasks,
                files,
                spokes,
                routing,
                exploration,
                policy,
                breaker,
                retry,
                hedge,
                replay,
                gate,
                rollout,
                train,
                other,
                pipelines);
    }
}
