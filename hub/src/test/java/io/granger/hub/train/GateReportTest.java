package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granger.hub.train.GateReport.Verdict;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateReportTest {

    @Test
    void json_roundTrip() {
        var report = new GateReport(
                "9f3a61c2d4e5f607", Verdict.FAILED, List.of("ess is 312, must be 500"), 1_793_000_000_000L);

        assertThat(GateReport.of(new JsonObject(report.toJson().encode()))).isEqualTo(report);
        assertThat(report.passed()).isFalse();
    }

    @Test
    void passed_withAReasonAgainst_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GateReport("v", Verdict.PASSED, List.of("no"), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":\"v\",\"verdict\":\"passed\",\"at\":\"yesterday\"}",
                "{\"version\":\"v\",\"verdict\":\"maybe\",\"at\":\"2026-11-21T00:00:00Z\"}",
                "{\"version\":\"v\",\"verdict\":\"failed\",\"reasons\":[],\"at\":\"2026-11-21T00:00:00Z\"}"
            })
    void json_damaged_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> GateReport.of(new JsonObject(text)));
    }
}
