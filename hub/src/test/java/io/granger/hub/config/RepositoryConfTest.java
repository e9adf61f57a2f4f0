package io.granger.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.granger.task.Chain;
import io.granger.task.FeatureKind;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder {@code conf} that the repository ships. */
class RepositoryConfTest {
    private static final Path CONF = Path.of(Objects.requireNonNull(System.getProperty("granger.root"), "granger.root"))
            .resolve("conf");

    @TempDir
    Path folder;

    @Test
    void load_isTheDefaults() {
        HubConfig config = ConfigLoader.load(CONF);
        assertThat(config.withPipelines(List.of())).isEqualTo(HubConfig.defaults());
        assertThat(ConfigLoader.check(CONF)).isEmpty();
    }

    @Test
    void load_pipelines() {
        List<Pipeline> pipelines = ConfigLoader.load(CONF).pipelines();
        assertThat(pipelines).extracting(Pipeline::name).containsExactly("documents", "read-any");
        Pipeline documents = pipelines.get(0);
        assertThat(((Recipe.Alternatives) documents.recipe()).chains())
                .extracting(Chain::id)
                .containsExactly("extract-text>detect-language>summarize>index", "ocr>index");
        assertThat(documents.features())
                .containsExactly(
                        new FeatureSpec("bytes", FeatureKind.NUMERIC),
                        new FeatureSpec("type", FeatureKind.CATEGORY),
                        new FeatureSpec("title", FeatureKind.TEXT));
        assertThat(pipelines.get(1).recipe())
                .isEqualTo(new Recipe.Goal("application/*", "text/summary", 4, List.of("summarize")));
    }

    @Test
    void load_theCommentedCommandSpoke() throws IOException {
        String text = Files.readString(CONF.resolve("granger.yaml"));
        String commented = text.substring(text.indexOf("# commandSpokes:"))
                .lines()
                .map(line -> line.replaceFirst("^# ", ""))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("granger.yaml"), commented);
        CommandSpoke spoke = ConfigLoader.load(folder).commandSpokes().get(0);
        assertThat(spoke.name()).isEqualTo("pdftotext");
        assertThat(spoke.command()).extracting(CommandArgument::toString).contains("{input.file}");
    }

    @Test
    void grangerYaml_namesEveryKey() throws IOException {
        String text = Files.readString(CONF.resolve("granger.yaml"));
        for (var component : HubConfig.class.getRecordComponents()) {
            if (component.getName().equals("pipelines")) {
                continue;
            }
            assertThat(text).containsPattern("(?m)^" + component.getName() + ":");
            if (component.getType().isRecord()) {
                for (String key : Section.keys(component.getType().asSubclass(Record.class))) {
                    assertThat(text).containsPattern("(?m)^  " + key + ":");
                }
            }
        }
    }

    @Test
    void logback_withoutComplaint() throws JoranException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(CONF.resolve("logback.xml").toFile());
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getLevel() >= Status.WARN)
                .isEmpty();
        assertThat(context.getLogger("com.hazelcast.internal").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("io.vertx").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("io.granger").getLevel()).isNotNull();
        context.stop();
    }
}
