package io.waybill.system.reference.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.image.Base;
import io.waybill.image.ImageEngine;
import io.waybill.image.ImageRef;
import io.waybill.image.Images;
import io.waybill.system.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The image of the broker, built and run. */
@EnabledIf("io.waybill.image.EngineProbe#answers")
final class BrokerImageIT {

    @Test
    void the_same_inputs_are_not_built_twice() throws InterruptedException {
        var images = Images.in(Places.ofThisUser().cache());
        var engine = ImageEngine.connect();
        ImageRef first = images.ensure(BrokerImage.recipe(), Base.scratch(), engine);

        ImageRef second = images.ensure(BrokerImage.recipe(), Base.scratch(), engine);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.isNew()).isFalse();
    }
}
