package io.waybill.simulator.settings;

/**
 * How often rare behaviour is asked for.
 *
 * @param enabled how likely a buggify switch is to work at all in a run, 0 to 1
 * @param fires how likely one that works is to fire, each time it is asked, 0 to 1
 */
public record ProbeSettings(double enabled, double fires) {

    public ProbeSettings {
        if (!(enabled >= 0 && enabled <= 1 && fires >= 0 && fires <= 1)) {
            throw new IllegalArgumentException("a probability must be from 0 to 1, was " + enabled + " and " + fires);
        }
    }
}
