package io.granger.rl.option;

import io.granger.rl.ActionDistribution;

/** A primitive action. */
record PrimitiveOption(int action, ActionDistribution certain) implements Option {

    @Override
    public String name() {
        return "action " + action;
    }

    @Override
    public boolean mayStart(float[] state) {
        return true;
    }

    @Override
    public ActionDistribution policy(float[] state) {
        return certain;
    }

    @Override
    public double termination(float[] state) {
        return 1;
    }
}
