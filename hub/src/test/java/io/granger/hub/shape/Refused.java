package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal must look like: code, field (empty = none) and a part of the sentence. */
final class Refused {
    private Refused() {}

    static ApiError by(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(ApiError.class);
        return (ApiError) thrown;
    }

    static void with(String code, String field, String fragment, ThrowingCallable call) {
        ApiError error = by(call);
        assertThat(error.code().word()).as(error.getMessage()).isEqualTo(code);
        assertThat(error.field().orElse("")).as(error.getMessage()).isEqualTo(field);
        assertThat(error.getMessage()).contains(fragment);
        assertThat(error.getStackTrace()).isEmpty();
    }
}
