package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CallHandler;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import java.util.Map;
import java.util.stream.Collectors;

/** A handler whose answers say what their capability is declared to cost, where they say nothing of cost themselves. */
public final class Charged implements CallHandler {

    private final Map<String, Double> costs;
    private final CallHandler handler;

    /** The handler, with the declared costs of this description. */
    public Charged(SpokeDescription description, CallHandler handler) {
        this.costs = description.capabilities().stream()
                .filter(capability -> capability.cost().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        CapabilityDescription::name,
                        capability -> capability.cost().getAsDouble()));
        this.handler = handler;
    }

    @Override
    public Answer answer(Call call) throws Exception {
        Answer answer = handler.answer(call);
        Double cost = costs.get(call.capability());
        return cost != null
                        && answer instanceof Answer.Output output
                        && output.cost().isEmpty()
                ? output.withCost(cost)
                : answer;
    }
}
