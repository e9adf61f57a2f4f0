package io.granger.examples.fault;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CallHandler;
import io.granger.sdk.ErrorClass;

/** A spoke's handler with the faults of a plan around it. The place of the document is the task input's field {@code position}. */
public final class FaultyHandler implements CallHandler {

    private final String spoke;
    private final CallHandler handler;
    private final FaultPlan plan;

    /** The handler of the spoke of this name, under this plan. */
    public FaultyHandler(String spoke, CallHandler handler, FaultPlan plan) {
        this.spoke = spoke;
        this.handler = handler;
        this.plan = plan;
    }

    @Override
    public Answer answer(Call call) throws Exception {
        int place = call.taskInput().getInteger("position", -1);
        long extraMs = plan.extraMs(spoke, place);
        if (extraMs > 0) {
            Thread.sleep(extraMs);
        }
        if (plan.fails(spoke, place, call.attempt())) {
            return Answer.error(ErrorClass.UNAVAILABLE, "a fault of the demo: " + spoke + " fails here");
        }
        return handler.answer(call);
    }
}
