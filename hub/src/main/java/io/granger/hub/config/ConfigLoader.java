package io.granger.hub.config;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.PipelineShape;
import io.granger.routing.RoutingMode;
import io.granger.task.Pipeline;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a configuration directory: {@code granger.yaml} and {@code pipelines/*.yaml} in the order of their names.
 * What is not there has its defaults. Reads files; knows no other state.
 */
public final class ConfigLoader {
    private static final String MAIN_FILE = "granger.yaml";
    private static final String RL_NEEDS_OVERRIDE =
            "cannot be rl in a file, because rl needs an override with a reason: granger mode rl --override --reason"
                    + " ..";

    private final List<ConfigError> errors = new ArrayList<>();

    private ConfigLoader() {}

    /**
     * The configuration in {@code directory}.
     *
     * @throws ConfigError the first mistake in it
     */
    public static HubConfig load(Path directory) {
        ConfigLoader loader = new ConfigLoader();
        HubConfig config = loader.read(directory);
        if (!loader.errors.isEmpty()) {
            throw loader.errors.get(0);
        }
        return config;
    }

    /** The mistakes in {@code directory}: at most one per section and per pipeline, so that all can be mended at once. */
    public static List<ConfigError> check(Path directory) {
        ConfigLoader loader = new ConfigLoader();
        loader.read(directory);
        return List.copyOf(loader.errors);
    }

    private HubConfig read(Path directory) {
        YamlFile.Content main = main(directory.resolve(MAIN_FILE));
        HubConfig sections = sections(main);
        List<Pipeline> pipelines =
                pipelines(directory.resolve("pipelines"), sections.routing().maxSteps());
        return sections.withPipelines(pipelines);
    }

    private YamlFile.Content main(Path path) {
        if (Files.exists(path)) {
            try {
                return YamlFile.read(path);
            } catch (ConfigError broken) {
                errors.add(broken);
            }
        }
        return YamlFile.parse(path.toString(), "");
    }

    private HubConfig sections(YamlFile.Content main) {
        Set<String> keys = new HashSet<>(Section.keys(HubConfig.class));
        keys.remove("pipelines");
        YamlFile file = main.file();
        JsonObject root = main.root();
        attempt(file, () -> Fields.strict(root, "", keys).has("data"), false);
        Path data = attempt(file, () -> data(Fields.strict(only(root, "data"), "", keys)), HubConfig.DEFAULT_DATA);
        HubConfig base = HubConfig.defaults();
        Reader reader = new Reader(file, root);
        HttpConfig http = reader.section("http", HttpConfig.class, HttpConfig::read, base.http());
        AuthConfig auth = reader.section("auth", AuthConfig.class, AuthConfig::read, base.auth());
        RoutingConfig routing = reader.section("routing", RoutingConfig.class, ConfigLoader::routing, base.routing());
        RolloutConfig rollout = reader.section("rollout", RolloutConfig.class, RolloutConfig::read, base.rollout());
        StoreConfig store = reader.section("store", StoreConfig.class, StoreConfig::read, base.store());
        HubConfig read = new HubConfig(
                data,
                base.http(),
                reader.section("cluster", ClusterConfig.class, ClusterConfig::read, base.cluster()),
                auth,
                base.store(),
                reader.section("tasks", TasksConfig.class, TasksConfig::read, base.tasks()),
                reader.section("files", FilesConfig.class, s -> FilesConfig.read(s, data), FilesConfig.in(data)),
                reader.section("spokes", SpokesConfig.class, SpokesConfig::read, base.spokes()),
                base.routing(),
                reader.section("exploration", ExplorationConfig.class, ExplorationConfig::read, base.exploration()),
                reader.section("policy", PolicyConfig.class, PolicyConfig::read, base.policy()),
                reader.section("breaker", BreakerConfig.class, BreakerConfig::read, base.breaker()),
                reader.section("retry", RetryConfig.class, RetryConfig::read, base.retry()),
                reader.section("hedge", HedgeConfig.class, HedgeConfig::read, base.hedge()),
                reader.section("replay", ReplayConfig.class, ReplayConfig::read, base.replay()),
                reader.section("gate", GateConfig.class, GateConfig::read, base.gate()),
                base.rollout(),
                reader.section("train", TrainConfig.class, TrainConfig::read, base.train()),
                List.of(),
                List.of());
        // Where sections can contradict each other they are joined one by one, so that each mistake is told.
        HubConfig joined = attempt(file, () -> read.withHttp(http), read);
        HubConfig stored = attempt(file, () -> joined.withStore(store), joined);
        HubConfig routed = attempt(file, () -> stored.withRouting(routing).withRollout(rollout), stored);
        List<CommandSpoke> spokes = commandSpokes(file, root);
        return attempt(file, () -> routed.withCommandSpokes(spokes), routed);
    }

    private static Path data(Fields fields) {
        return fields.text("data", 4096)
                .map(text -> Section.path(fields, "data", text))
                .orElse(HubConfig.DEFAULT_DATA);
    }

    private static JsonObject only(JsonObject root, String key) {
        return new JsonObject().put(key, root.getValue(key));
    }

    private static RoutingConfig routing(Section section) {
        RoutingConfig routing = RoutingConfig.read(section);
        if (routing.mode() == RoutingMode.RL) {
            throw new BadSetting("mode", RL_NEEDS_OVERRIDE);
        }
        return routing;
    }

    private List<CommandSpoke> commandSpokes(YamlFile file, JsonObject root) {
        return attempt(
                file,
                () -> Fields.strict(only(root, "commandSpokes"), "", Set.of("commandSpokes"))
                        .list(
                                "commandSpokes",
                                0,
                                1000,
                                (item, path) -> CommandSpoke.read(Fields.itemObject(item, path), path))
                        .orElse(List.of()),
                List.of());
    }

    private List<Pipeline> pipelines(Path directory, int maxSteps) {
        List<Pipeline> pipelines = new ArrayList<>();
        Map<String, String> files = new HashMap<>();
        for (Path path : yamlFiles(directory)) {
            try {
                YamlFile.Content content = YamlFile.read(path);
                Pipeline pipeline = pipeline(content, maxSteps);
                String before = files.putIfAbsent(pipeline.name(), path.toString());
                if (before != null) {
                    throw content.file().error("name", "\"" + pipeline.name() + "\" is defined in " + before + " too");
                }
                pipelines.add(pipeline);
            } catch (ConfigError wrong) {
                errors.add(wrong);
            }
        }
        return pipelines;
    }

    private static Pipeline pipeline(YamlFile.Content content, int maxSteps) {
        try {
            Pipeline pipeline = PipelineShape.read(content.root(), maxSteps);
            if (pipeline.mode().filter("rl"::equals).isPresent()) {
                throw content.file().error("mode", RL_NEEDS_OVERRIDE);
            }
            return pipeline;
        } catch (ApiError refused) {
            throw content.file().error(refused);
        }
    }

    private List<Path> yamlFiles(Path directory) {
        List<Path> paths = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.{yaml,yml}")) {
                found.forEach(paths::add);
            } catch (IOException unreadable) {
                errors.add(new ConfigError(directory.toString(), 1, "", "cannot be read", null));
            }
        }
        paths.sort((a, b) -> a.toString().compareTo(b.toString()));
        return paths;
    }

    private <T> T attempt(YamlFile file, Supplier<T> read, T otherwise) {
        try {
            return read.get();
        } catch (ApiError refused) {
            errors.add(file.error(refused));
        } catch (BadSetting refused) {
            errors.add(file.error(refused.key(), refused.detail()));
        }
        return otherwise;
    }

    /** Reads the sections of one file, each on its own, so that a mistake in one hides none in another. */
    private final class Reader {
        private final YamlFile file;
        private final JsonObject root;

        Reader(YamlFile file, JsonObject root) {
            this.file = file;
            this.root = root;
        }

        <T extends Record> T section(String name, Class<T> type, Function<Section, T> read, T otherwise) {
            return attempt(
                    file,
                    () -> {
                        JsonObject body = Fields.strict(only(root, name), "", Set.of(name))
                                .object(name)
                                .orElseGet(JsonObject::new);
                        try {
                            return read.apply(Section.of(body, name, type));
                        } catch (BadSetting refused) {
                            throw new BadSetting(name + "." + refused.key(), refused.detail());
                        }
                    },
                    otherwise);
        }
    }
}
