package io.waybill.broker.metadata.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The planted flaws that are on.
 *
 * @param on in the order of the catalogue, each once
 */
public record MetadataMutants(List<MetadataMutant> on) {

    /** None of them: decisions that are meant to be right. */
    public static final MetadataMutants NONE = new MetadataMutants(List.of());

    public MetadataMutants {
        var ordered = new ArrayList<MetadataMutant>();
        for (MetadataMutant known : MetadataMutant.values()) {
            if (on.contains(known)) {
                ordered.add(known);
            }
        }
        on = List.copyOf(ordered);
    }

    /** Returns some mutants. */
    public static MetadataMutants of(MetadataMutant... mutants) {
        return new MetadataMutants(List.of(mutants));
    }

    /** Returns whether one is on. */
    public boolean has(MetadataMutant mutant) {
        return on.contains(mutant);
    }
}
