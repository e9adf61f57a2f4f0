package io.granger.rl.lab;

import io.granger.rl.option.Option;
import io.granger.rl.option.TabularValues;
import java.util.List;
import java.util.Locale;

/** The agents of the lab; each is the same in every world. */
public enum AgentKind {
    /** Q-learning over primitive actions. */
    FLAT,
    /** SMDP Q-learning over primitive actions and longer options. */
    SMDP,
    /** Intra-option Q-learning over primitive actions and longer options. */
    INTRA,
    /** The option-critic, which learns what its options do and where they end. */
    OPTION_CRITIC,
    /** A learned model, planning in it, and doubt when the world changes. */
    AUTO;

    /** An agent of this kind that knows nothing of the world yet. */
    public LabAgent in(World world) {
        int actions = world.mdp().actions();
        return switch (this) {
            case FLAT -> overOptions(world, world.primitives(), OptionsAgent.Learning.SMDP);
            case SMDP -> overOptions(world, world.allOptions(), OptionsAgent.Learning.SMDP);
            case INTRA -> overOptions(world, world.allOptions(), OptionsAgent.Learning.INTRA_OPTION);
            case OPTION_CRITIC ->
                new OptionCriticAgent(world.abstraction(), actions, OptionCriticAgent.Settings.of(world.gamma()));
            case AUTO -> new ModelAgent(world.abstraction(), actions, world.gamma());
        };
    }

    private static LabAgent overOptions(World world, List<Option> options, OptionsAgent.Learning learning) {
        TabularValues values = new TabularValues(world.abstraction(), options.size(), 0);
        return new OptionsAgent(options, values, OptionsAgent.Settings.of(learning, world.gamma()));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
