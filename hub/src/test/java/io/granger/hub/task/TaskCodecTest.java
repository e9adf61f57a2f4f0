package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granger.routing.Arm;
import io.granger.routing.RoutingMode;
import io.granger.task.Chain;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bodies are read back as they were written, by earlier programs too, and what is damaged is refused. */
class TaskCodecTest {

    /** Of a finished task, as version 1 wrote it: recorded from a store of that time. */
    private static final String VERSION_1 = """
            AAAAAQAAATwAAAAcdC0wMW04NGVma3d0cnFzZHd3anhhcGJxejZtMQAAAANvbmUAAAAFMS4wLjAAAAAKdGV4dC9wbGFpbgAAAAQAAAACZjAAAAAHTlVNRVJJ
            QwAAAAJmMQAAAAdOVU1FUklDAAAAAmYyAAAAB05VTUVSSUMAAAACZjMAAAAHTlVNRVJJQwEAAAABAAAAAQAAAAR3b3JrAAAAAAAAAAAKdGV4dC9wbGFpbgAA
            AAAAAADeAAAABAAAAAJmMAE/8AAAAAAAAAAAAAJmMwEAAAAAAAAAAAAAAAJmMgFAAAAAAAAAAAAAAAJmMQFAAAAAAAAAAAAAAAMAAAAACEJBTEFOQ0VEAAAA
            AAAAAAAAAAAAAaII58+aAAABogjoRMpAFAAAAAAAAAAAAAAJSEVVUklTVElDAAAABE5PTkUAAAAACUNPTVBMRVRFRAAAAAEAAAADAAAAAgAAAAp0ZXh0L3Bs
            YWluAAAAAQAAAAR3b3JrAAAAAQAAAB50LTAxbTg0ZWZrd3RycXNkd3dqeGFwYnF6Nm0xLjEAAAAEd29yawAAABBsb2FkMkAxLjAuMC93b3JrAAAAC3Nwb2tl
            LmxvYWQyAAAAAQAAAAAAAAAJAAAAB3N1Y2Nlc3MAAAAAAAAAAAAAAAAAAAEAAAAEd29yawAAAAAAAAAVaGV1cmlzdGljOmZpcnN0LWNoYWluAAAAAAAAAAAA
            AAAAAAEAAAGiCOfPowA=
            """;

    private final BodyOut out = new BodyOut();

    private static TaskState decoded(byte[] body) {
        return TaskCodec.decode(body, Payload.ofText("{}"), Payload.ofText("{}"), List.of());
    }

    @Test
    void decode_bodyOfVersion1_isWhatItSays() {
        byte[] body = Base64.getMimeDecoder().decode(VERSION_1);

        TaskState task = decoded(body);

        assertThat(task.spec().taskId()).isEqualTo("t-01m84efkwtrqsdwwjxapbqz6m1");
        assertThat(task.spec().pipeline().name()).isEqualTo("one");
        assertThat(task.spec().pipeline().recipe()).isEqualTo(new Recipe.Alternatives(List.of(Chain.of("work"))));
        assertThat(task.spec().features()).isEqualTo(Map.of("f0", 1.0, "f1", 2.0, "f2", 2.0, "f3", 0.0));
        assertThat(task.spec().inputBytes()).isEqualTo(222);
        assertThat(task.spec().preset()).isEqualTo(Preset.BALANCED);
        assertThat(task.spec().createdAtMs()).isEqualTo(1_795_445_739_418L);
        assertThat(task.spec().deadlineAtMs()).isEqualTo(1_795_445_769_418L);
        assertThat(task.spec().mode()).isEqualTo(RoutingMode.HEURISTIC);
        assertThat(task.spec().arm()).isEqualTo(Arm.NONE);
        assertThat(task.status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(task.epoch()).isEqualTo(1);
        assertThat(task.nextSeq()).isEqualTo(3);
        assertThat(task.done()).containsExactly("work");
        assertThat(task.steps())
                .containsExactly(new StepRecord(
                        "t-01m84efkwtrqsdwwjxapbqz6m1.1",
                        "work",
                        "load2@1.0.0/work",
                        "spoke.load2",
                        1,
                        9,
                        StepRecord.SUCCESS,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        false));
        assertThat(task.end()).isEqualTo(Optional.of(new TaskEnd(1_795_445_739_427L, Optional.empty())));
        assertThat(TaskCodec.progress(body)).isEqualTo(new TaskCodec.Progress(TaskStatus.COMPLETED, 1, 1));
    }

    @Test
    void write_whatVersion1Said_shorterAndTheSame() {
        byte[] before = Base64.getMimeDecoder().decode(VERSION_1);
        TaskState task = decoded(before);
        var writer = new TaskWriter();

        byte[] body = writer.state(task, writer.spec(task.spec()));

        assertThat(decoded(body)).isEqualTo(task);
        assertThat(TaskCodec.progress(body)).isEqualTo(TaskCodec.progress(before));
        assertThat(body.length).isLessThan(before.length * 3 / 4);
    }

    @Test
    void decode_endsEarly_refused() {
        var writer = new TaskWriter();
        var task = Tasks.accepted(Chain.of("read"));
        byte[] body = writer.state(task, writer.spec(task.spec()));
        for (byte[] whole : List.of(body, Base64.getMimeDecoder().decode(VERSION_1))) {
            for (int length = 0; length < whole.length; length++) {
                byte[] some = Arrays.copyOf(whole, length);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> decoded(some))
                        .withMessageStartingWith("task body: ");
            }
        }
    }

    @Test
    void decode_otherVersion_refused() {
        byte[] body = out.body(to -> to.integer(3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskCodec.progress(body))
                .withMessage("task body: version must be 1 or 2, was 3");
    }

    @Property
    void numbers_anyOfThem_readAsWritten(@ForAll int first, @ForAll long second) {
        byte[] body = out.body(to -> {
            to.integer(BodyIn.VERSION);
            to.integer(first);
            to.longer(second);
        });
        var in = BodyIn.of(body);

        assertThat(in.integer()).isEqualTo(first);
        assertThat(in.longer()).isEqualTo(second);
    }

    @Test
    void integer_moreBitsThanItHas_refused() {
        byte[] large = out.body(to -> {
            to.integer(BodyIn.VERSION);
            to.longer(1L << 31);
        });
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0xFF);
        endless[0] = large[0];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BodyIn.of(large).integer())
                .withMessage("task body: 2147483648 where at most 32 bits are expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BodyIn.of(endless).longer())
                .withMessage("task body: a number has more than 64 bits");
    }
}
