package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.train.TrainingSettings.Model;
import io.granger.task.Preset;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a snapshot's file to a package, in this process. */
class TrainWorkTest {
    private static final TrainingSettings LINEAR = TrainingSettings.DEFAULT.withModel(Model.LINEAR);

    @TempDir
    Path folder;

    private Path snapshot(List<LoggedRow> rows) throws IOException {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(row.toJson().encode()).append('\n'));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        return Files.write(folder.resolve(ContentFile.hash(bytes) + ".jsonl"), bytes);
    }

    private JsonObject train(Path snapshot, TrainingSettings settings) throws IOException {
        return TrainWork.run(snapshot, folder.resolve("policies"), settings, TrainingProgress.SILENT);
    }

    private static List<LoggedRow> log() {
        List<LoggedRow> log = new ArrayList<>(Logs.steps(400, 1));
        log.addAll(Logs.options(200, 2));
        return log;
    }

    @Test
    void run_sameSnapshotAndSeed_samePackage() throws IOException {
        Path snapshot = snapshot(log());

        JsonObject first = train(snapshot, LINEAR);

        assertThat(train(snapshot, LINEAR).getString("version")).isEqualTo(first.getString("version"));
        assertThat(new PolicyFolder(folder.resolve("policies")).versions()).containsExactly(first.getString("version"));
    }

    @Test
    void run_anotherPreset_anotherPackageThatNamesIt() throws IOException {
        Path snapshot = snapshot(log());
        var settings = new TrainingSettings(1, Optional.of(Preset.COST), Optional.of("parent"), .25, Model.LINEAR);

        String version = train(snapshot, settings).getString("version");

        assertThat(version).isNotEqualTo(train(snapshot, LINEAR).getString("version"));
        var manifest =
                new PolicyFolder(folder.resolve("policies")).read(version).json();
        assertThat(manifest.getString("preset")).isEqualTo("cost");
        assertThat(manifest.getString("parent")).isEqualTo("parent");
        assertThat(snapshot.getFileName()).hasToString(manifest.getString("snapshot") + ".jsonl");
    }

    @Test
    void run_setAsideTasks_areNotLearnt() throws IOException {
        JsonObject all =
                train(snapshot(log()), new TrainingSettings(1, Optional.empty(), Optional.empty(), 0, Model.LINEAR));
        JsonObject some = train(snapshot(log()), LINEAR);

        assertThat(all.getInteger("setAside")).isZero();
        // 600 tasks, a quarter each by a fair hash: 150 +- 11 of them, with about 1.2 rows each
        assertThat(some.getInteger("setAside")).isBetween(110, 250);
        assertThat(some.getJsonObject("report").getInteger("stepRows"))
                .isLessThan(all.getJsonObject("report").getInteger("stepRows"));
    }

    @Test
    void run_contentNotAsNamed_isRefused() throws IOException {
        Path snapshot = snapshot(log());
        Files.writeString(snapshot, Files.readString(snapshot).replaceFirst("\"k\":1", "\"k\":2"));

        assertThatThrownBy(() -> train(snapshot, LINEAR)).hasMessageContaining("content must be what its name says");
    }

    @Test
    void run_damagedLine_isRefusedWithItsNumber() throws IOException {
        String lines = Files.readString(snapshot(log()));
        Path cut = Files.writeString(folder.resolve("cut.jsonl"), lines.substring(0, lines.length() - 30));

        assertThatThrownBy(() -> train(cut, LINEAR))
                .hasMessageContaining("line " + lines.lines().count());
    }

    @Test
    void run_noRows_isRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");

        assertThatThrownBy(() -> train(empty, LINEAR)).hasMessageContaining("rows must be at least 1, are 0");
        assertThatThrownBy(() -> train(folder.resolve("none.jsonl"), LINEAR)).hasMessageContaining("no such file");
    }
}
