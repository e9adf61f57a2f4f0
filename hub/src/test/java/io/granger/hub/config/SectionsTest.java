package io.granger.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.registry.BreakerSettings;
import io.granger.routing.RoutingMode;
import io.granger.task.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each section: its defaults are those of the contract, every key maps, bad values are refused. */
class SectionsTest {
    @TempDir
    Path conf;

    private HubConfig load(String yaml) throws IOException {
        Files.writeString(conf.resolve("granger.yaml"), yaml);
        return ConfigLoader.load(conf);
    }

    private static Arguments section(Function<HubConfig, ?> section, Record contract, String yaml, Record other) {
        return Arguments.of(section, contract, yaml, other);
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                section(
                        HubConfig::http,
                        new HttpConfig("127.0.0.1", 8080),
                        "http: {host: localhost, port: 0}",
                        new HttpConfig("localhost", 0)),
                section(
                        HubConfig::cluster,
                        new ClusterConfig(false, "granger", "127.0.0.1", 5701, List.of(), 1, false),
                        "cluster: {enabled: true, name: g2, host: 10.0.0.1, port: 5702, members: [\"10.0.0.2:5701\"],"
                                + " hubs: 3, privateNetwork: true}",
                        new ClusterConfig(true, "g2", "10.0.0.1", 5702, List.of("10.0.0.2:5701"), 3, true)),
                section(HubConfig::auth, new AuthConfig("none"), "auth: {mode: none}", new AuthConfig("none")),
                section(
                        HubConfig::store,
                        new StoreConfig("local", 2, 256),
                        "store: {durability: memory, batchMaxMs: 0, batchMaxTasks: 1}",
                        new StoreConfig("memory", 0, 1)),
                section(
                        HubConfig::tasks,
                        new TasksConfig(30_000, 100_000, 10_000, 7),
                        "tasks: {deadlineMs: 10, maxOpen: 1, maxQueued: 2, keepDays: 3}",
                        new TasksConfig(10, 1, 2, 3)),
                section(
                        HubConfig::files,
                        new FilesConfig(List.of(Path.of("./data/files"))),
                        "files: {roots: [/srv/a, b]}",
                        new FilesConfig(List.of(Path.of("/srv/a"), Path.of("b")))),
                section(
                        HubConfig::spokes,
                        new SpokesConfig(6000, 2000),
                        "spokes: {leaseMs: 1000, heartbeatMs: 500}",
                        new SpokesConfig(1000, 500)),
                section(
                        HubConfig::routing,
                        new RoutingConfig(RoutingMode.HEURISTIC, .05, .05, Preset.BALANCED, "power-of-two", 8, 64),
                        "routing: {mode: canary, share: 0.9, holdout: 0.1, preset: speed, heuristic: fixed-order,"
                                + " maxSteps: 3, maxChains: 5}",
                        new RoutingConfig(RoutingMode.CANARY, .9, .1, Preset.SPEED, "fixed-order", 3, 5)),
                section(
                        HubConfig::exploration,
                        new ExplorationConfig(.02),
                        "exploration: {floor: 0}",
                        new ExplorationConfig(0)),
                section(
                        HubConfig::policy,
                        new PolicyConfig(250, "bandit"),
                        "policy: {budgetMicros: 1000, online: none}",
                        new PolicyConfig(1000, "none")),
                section(
                        HubConfig::breaker,
                        new BreakerConfig(5, .5, 20, 60_000),
                        "breaker: {failures: 1, failureShare: 1, window: 2, openMs: 3}",
                        new BreakerConfig(1, 1, 2, 3)),
                section(
                        HubConfig::retry,
                        new RetryConfig(4, 100, 5000, .1),
                        "retry: {maxAttempts: 1, backoffMs: 0, backoffMaxMs: 0, budgetShare: 1}",
                        new RetryConfig(1, 0, 0, 1)),
                section(
                        HubConfig::hedge,
                        new HedgeConfig(List.of(), .05),
                        "hedge: {capabilities: [ocr, index], share: 0.01}",
                        new HedgeConfig(List.of("ocr", "index"), .01)),
                section(
                        HubConfig::replay,
                        new ReplayConfig(100_000, 30),
                        "replay: {maxRows: 10, keepDays: 1}",
                        new ReplayConfig(10, 1)),
                section(
                        HubConfig::gate,
                        new GateConfig(.02, 500, .05, .05),
                        "gate: {margin: 0.1, minEss: 2, segmentMargin: 0.3, maxCensored: 0.4}",
                        new GateConfig(.1, 2, .3, .4)),
                section(
                        HubConfig::rollout,
                        new RolloutConfig(List.of(.05, .2, .5), 200, .05, .01, 600_000),
                        "rollout: {stages: [0.95], minKeys: 1, alphaPromote: 0.5, alphaRollback: 0.2, cooldownMs: 0}",
                        new RolloutConfig(List.of(.95), 1, .5, .2, 0)),
                section(
                        HubConfig::train,
                        new TrainConfig(0, 1024),
                        "train: {everyEpisodes: 5, heapMb: 128}",
                        new TrainConfig(5, 128)));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void defaults_asInTheContract(Function<HubConfig, ?> section, Record contract, String yaml, Record other) {
        assertThat(section.apply(HubConfig.defaults())).isEqualTo(contract);
        assertThat(section.apply(ConfigLoader.load(conf))).isEqualTo(contract);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void load_everyKey(Function<HubConfig, ?> section, Record contract, String yaml, Record other) throws IOException {
        assertThat(section.apply(load(yaml))).isEqualTo(other);
        String name = yaml.substring(0, yaml.indexOf(':'));
        assertThat(section.apply(load(name + ":"))).isEqualTo(contract);
        assertThat(section.apply(load(name + ": {}"))).isEqualTo(contract);
        for (String key : Section.keys(contract.getClass())) {
            assertThat(yaml).contains(key + ":");
        }
    }

    private static Arguments bad(String section, String key, String value, String fragment) {
        return Arguments.of(section, key, value, fragment);
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad("http", "host", "0.0.0.0", "must be on loopback while auth.mode is none, got \"0.0.0.0\""),
                bad("http", "host", "\"\"", "1 to 4096 characters"),
                bad("http", "host", "\"a b\"", "a host name or address"),
                bad("http", "port", "65536", "from 0 to 65535, got 65536"),
                bad("http", "port", "99999999999", "got 99999999999"),
                bad("http", "port", "\"80\"", "a whole number"),
                bad("http", "port", "80.5", "a whole number"),
                bad("cluster", "enabled", "yes", "true or false, got \"yes\""),
                bad("cluster", "name", "\"a/b\"", "1 to 64"),
                bad("cluster", "port", "0", "from 1 to 65535, got 0"),
                bad("cluster", "hubs", "0", "from 1 to 100, got 0"),
                bad("cluster", "members", "a", "must be a list"),
                bad("auth", "mode", "token", "cannot be token in this version"),
                bad("auth", "mode", "basic", "one of none, token"),
                bad("store", "durability", "cluster", "cannot be cluster unless cluster.enabled is true"),
                bad("store", "durability", "shared", "the name is reserved"),
                bad("store", "durability", "disk", "one of memory, local, cluster, shared, got \"disk\""),
                bad("store", "batchMaxMs", "-1", "from 0 to 1000, got -1"),
                bad("store", "batchMaxTasks", "0", "from 1 to 4096, got 0"),
                bad("tasks", "deadlineMs", "9", "from 10 to 86400000, got 9"),
                bad("tasks", "maxOpen", "0", "got 0"),
                bad("tasks", "maxQueued", "-5", "got -5"),
                bad("tasks", "keepDays", "3651", "from 1 to 3650"),
                bad("files", "roots", "[3]", "a text, got 3"),
                bad("files", "roots", "[\"\"]", "must be a path"),
                bad("spokes", "leaseMs", "99", "from 100 to 3600000, got 99"),
                bad("spokes", "heartbeatMs", "3001", "from 10 to 3000, got 3001"),
                bad("routing", "mode", "leraned", "heuristic, shadow, canary, rl"),
                bad("routing", "mode", "rl", "override with a reason"),
                bad("routing", "share", "0.96", "from 0 to 1 - holdout = 0.95, got 0.96"),
                bad("routing", "holdout", "0.6", "from 0.0 to 0.5, got 0.6"),
                bad("routing", "preset", "fast", "balanced, speed, cost, quality"),
                bad("routing", "heuristic", "random", "power-of-two, least-loaded, round-robin, fixed-order"),
                bad("routing", "maxSteps", "17", "from 1 to 16"),
                bad("routing", "maxChains", "0", "from 1 to 1000"),
                bad("exploration", "floor", "0.51", "from 0.0 to 0.5"),
                bad("exploration", "floor", ".inf", "finite"),
                bad("policy", "budgetMicros", "0", "from 1 to 1000000"),
                bad("policy", "online", "sgd", "one of none, bandit"),
                bad("breaker", "failures", "0", "from 1 to 1000"),
                bad("breaker", "failureShare", "0", "above 0 and at most 1.0, got 0.0"),
                bad("breaker", "failureShare", "1.1", "above 0 and at most 1.0, got 1.1"),
                bad("breaker", "window", "0", "from 1 to 1000"),
                bad("breaker", "openMs", "0", "from 1 to 86400000"),
                bad("retry", "maxAttempts", "0", "from 1 to 20"),
                bad("retry", "backoffMs", "-1", "from 0 to 3600000"),
                bad("retry", "backoffMaxMs", "99", "from 100 to 3600000, got 99"),
                bad("retry", "budgetShare", "2", "from 0.0 to 1.0, got 2.0"),
                bad("replay", "maxRows", "0", "from 1 to 100000000"),
                bad("replay", "keepDays", "0", "from 1 to 3650"),
                bad("gate", "margin", "-0.1", "from 0.0 to 1.0"),
                bad("gate", "minEss", "0", "from 1 to"),
                bad("gate", "segmentMargin", "2", "from 0.0 to 1.0"),
                bad("gate", "maxCensored", "2", "from 0.0 to 1.0"),
                bad("rollout", "stages", "[]", "1 to 20 items, got 0"),
                bad("rollout", "stages", "[0.2, 0.1]", "above 0.2 and below 1, got 0.1"),
                bad("rollout", "stages", "[0.2, x]", "must be a number, got \"x\""),
                bad("rollout", "stages", "[0.97]", "at most 1 - routing.holdout = 0.95, got 0.97"),
                bad("rollout", "minKeys", "0", "from 1 to"),
                bad("rollout", "alphaPromote", "0", "above 0 and at most 0.5"),
                bad("rollout", "alphaRollback", "0.6", "above 0 and at most 0.5"),
                bad("rollout", "cooldownMs", "-1", "from 0 to 2592000000"),
                bad("train", "everyEpisodes", "-1", "from 0 to"),
                bad("train", "heapMb", "127", "from 128 to 65536"));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void load_badValue(String section, String key, String value, String fragment) {
        String yaml = "# a comment\n" + section + ":\n\n  " + key + ": " + value + "\n";
        ConfigError error = catchThrowableOfType(ConfigError.class, () -> load(yaml));
        assertThat(error.key()).matches("\\Q" + section + "." + key + "\\E(\\[\\d])?");
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.detail()).contains(fragment);
        assertThat(error.getMessage())
                .isEqualTo(conf.resolve("granger.yaml") + ":4: " + error.key() + ": " + error.detail());
    }

    @Test
    void spokes_heartbeatAThirdOfTheLease() throws IOException {
        assertThat(load("spokes: {leaseMs: 900}").spokes()).isEqualTo(new SpokesConfig(900, 300));
    }

    @Test
    void cluster_offLoopbackWithoutThePrivateWord() throws IOException {
        ConfigError host =
                catchThrowableOfType(ConfigError.class, () -> load("cluster: {enabled: true, host: 10.0.0.1}"));
        assertThat(host.getMessage()).contains("cluster.host: must be on loopback unless privateNetwork is true");
        ConfigError member = catchThrowableOfType(
                ConfigError.class, () -> load("cluster: {enabled: true, members: [\"127.0.0.1:1\", \"10.0.0.1:1\"]}"));
        assertThat(member.key()).isEqualTo("cluster.members[1]");
        assertThat(load("cluster: {host: 10.0.0.1}").cluster().host()).isEqualTo("10.0.0.1");
    }

    @Test
    void loopback_byTextAlone() {
        assertThat(Stream.of("localhost", "LOCALHOST", "127.0.0.1", "127.255.0.9", "::1", "[::1]"))
                .allMatch(Loopback::is);
        assertThat(Stream.of("0.0.0.0", "127.0.0.1.example.org", "127.0.0", "127.0.0.256", "::", "example.org", ""))
                .noneMatch(Loopback::is);
        assertThat(Loopback.hostOf("[::1]:5701")).isEqualTo("::1");
        assertThat(Loopback.hostOf("::1")).isEqualTo("::1");
        assertThat(Loopback.hostOf("127.0.0.1:5701")).isEqualTo("127.0.0.1");
    }

    @Test
    void breaker_asTheRegistryTakesIt() {
        assertThat(BreakerConfig.DEFAULT.settings()).isEqualTo(BreakerSettings.defaults());
    }
}
