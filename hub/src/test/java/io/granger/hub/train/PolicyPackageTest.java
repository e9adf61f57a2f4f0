package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.shape.ApiError;
import io.granger.rl.dense.Safetensors;
import io.granger.routing.LearnedRouter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package is loaded whole and as it was trained, or refused with the reason. */
class PolicyPackageTest {
    private static final TrainingSettings LINEAR = TrainingSettings.DEFAULT.withModel(TrainingSettings.Model.LINEAR);

    private static PolicyPackage good;
    private static List<LoggedRow> log;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        log = new ArrayList<>(Logs.steps(200, 1));
        log.addAll(Logs.options(100, 2));
        var trained = Training.train(log, LINEAR, TrainingProgress.SILENT);
        good = PolicyPackage.pack(trained, log, "0123456789abcdef", new SetAside(.25, 1_793_000_000_000L), LINEAR);
    }

    private static String refusal(byte[] manifest, byte[] weights) {
        var refused = catchThrowableOfType(
                ApiError.class, () -> new PolicyPackage(manifest, weights).open(layout -> true, true));
        assertThat(refused).isNotNull();
        assertThat(refused.code().word()).isEqualTo("policy-rejected");
        return refused.getMessage();
    }

    private static byte[] manifest(JsonObject json) {
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    /** A manifest that names these weights. */
    private static byte[] naming(byte[] weights) {
        return manifest(good.json().put("weightsHash", ContentFile.hash(weights)));
    }

    @Test
    void package_writtenAndRead_isTheTrainedPolicyUnderItsVersion() throws IOException {
        var packages = new PolicyFolder(folder);
        String version = packages.write(good);

        LearnedRouter router = packages.read(version).open(Logs.LAYOUT::equals, false);

        assertThat(packages.versions()).containsExactly(version);
        assertThat(router.policy()).isEqualTo(version);
        assertThat(packages.write(good)).isEqualTo(version);
        assertThat(folder.toFile().list()).containsExactly(version);
        var situation = log.getFirst().row().decision().situation();
        assertThat(router.score(situation).value())
                .isEqualTo(good.open(layout -> true, true).score(situation).value());
    }

    @Test
    void package_truncatedAnywhere_isRefused() {
        for (int cut = 0; cut < good.weights().length; cut += 997) {
            assertThat(refusal(good.manifest(), Arrays.copyOf(good.weights(), cut)))
                    .contains("weights must be");
        }
        for (int cut = 0; cut < good.manifest().length - 1; cut += 997) {
            assertThat(refusal(Arrays.copyOf(good.manifest(), cut), good.weights()))
                    .contains("manifest is damaged");
        }
    }

    @Test
    void weights_truncatedUnderTheirOwnHash_areRefused() {
        for (int cut = 0; cut < good.weights().length; cut += 997) {
            byte[] weights = Arrays.copyOf(good.weights(), cut);
            assertThat(refusal(naming(weights), weights)).contains("refused");
        }
    }

    /** Also when whoever flipped it made the hash anew. */
    @Test
    void weights_oneBitFlipped_areRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] weights = good.weights().clone();
            weights[random.nextInt(weights.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(refusal(good.manifest(), weights)).contains("weights must be");
            assertThat(refusal(naming(weights), weights)).contains("refused");
        }
    }

    @Test
    void manifest_oneBitFlipped_isFoundByItsName() throws IOException {
        var packages = new PolicyFolder(folder);
        String version = packages.write(good);
        Path file = folder.resolve(version).resolve("manifest.json");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThat(catchThrowableOfType(ApiError.class, () -> packages.read(version))
                        .getMessage())
                .contains("manifest must be " + version);
    }

    @Test
    void weights_missingOrTooMany_areRefused() {
        Map<String, byte[]> tensors = new LinkedHashMap<>(Safetensors.readBytes(good.weights()));
        tensors.put("more", new byte[4]);
        byte[] more = Safetensors.writeBytes(tensors);
        tensors.remove("more");
        tensors.remove("options");
        byte[] less = Safetensors.writeBytes(tensors);

        assertThat(refusal(naming(more), more)).contains("steps and options");
        assertThat(refusal(naming(less), less)).contains("steps and options");
    }

    /** Every double of the option values in turn becomes NaN, with its check sum made anew. */
    @Test
    void weights_notFinite_areRefused() {
        byte[] options =
                Objects.requireNonNull(Safetensors.readBytes(good.weights()).get("options"));
        byte[] steps = Safetensors.readBytes(good.weights()).get("steps");
        double learnt = ByteBuffer.wrap(options).order(ByteOrder.LITTLE_ENDIAN).getDouble(options.length - 4 - 8);
        assertThat(learnt).isFinite();
        byte[] bad = options.clone();
        var buffer = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putDouble(options.length - 4 - 8, Double.NaN);
        CRC32 crc = new CRC32();
        crc.update(bad, 0, bad.length - 4);
        buffer.putInt(bad.length - 4, (int) crc.getValue());
        Map<String, byte[]> tensors = new LinkedHashMap<>();
        tensors.put("steps", steps);
        tensors.put("options", bad);
        byte[] weights = Safetensors.writeBytes(tensors);

        assertThat(refusal(naming(weights), weights)).contains("finite");
    }

    @Test
    void weights_ofAnotherPolicy_comeToOtherGoldenDecisions() {
        var other = Training.train(Logs.steps(150, 9), LINEAR, TrainingProgress.SILENT);
        byte[] weights = PolicyPackage.pack(
                        other, log, "0123456789abcdef", new SetAside(.25, 1_793_000_000_000L), LINEAR)
                .weights();

        assertThat(refusal(naming(weights), weights)).contains("golden decision");
    }

    @Test
    void package_ofAnotherLayout_isForeign() {
        var refused = catchThrowableOfType(ApiError.class, () -> good.open("v1-00000000"::equals, true));

        assertThat(refused.getMessage()).contains("layouts [v1-9f3a61c2] are none of this hub's");
    }

    @Test
    void manifest_thatSaysAnotherThing_isRefused() {
        assertThat(refusal(manifest(good.json().put("schema", "granger.policy/2")), good.weights()))
                .contains("schema");
        assertThat(refusal(manifest(good.json().put("candidateFeatures", 9)), good.weights()))
                .contains("candidateFeatures must be 12");
        assertThat(refusal(manifest(good.json().put("code", "x")), good.weights()))
                .contains("code");
        assertThat(refusal(manifest(good.json().put("golden", new JsonArray())), good.weights()))
                .contains("golden");
        JsonObject without = good.json();
        without.remove("layouts");
        assertThat(refusal(manifest(without), good.weights())).contains("layouts is required");
    }

    @Test
    void evaluation_isKeptBeside_andAForeignOneOpensNoGate() throws IOException {
        var packages = new PolicyFolder(folder);
        String version = packages.write(good);
        var passed = new GateReport(version, GateReport.Verdict.PASSED, List.of(), 5);
        assertThat(packages.gate(version)).isEmpty();

        packages.keep(version, new JsonObject().put("gate", passed.toJson()));
        assertThat(packages.gate(version)).contains(passed);
        assertThat(packages.read(version).version()).isEqualTo(version);

        var foreign = new GateReport("0000000000000000", GateReport.Verdict.PASSED, List.of(), 5);
        packages.keep(version, new JsonObject().put("gate", foreign.toJson()));
        assertThat(packages.gate(version)).isEmpty();
        assertThat(catchThrowableOfType(ApiError.class, () -> packages.gate("../../etc/passwd"))
                        .code()
                        .word())
                .isEqualTo("policy-unknown");
    }
}
