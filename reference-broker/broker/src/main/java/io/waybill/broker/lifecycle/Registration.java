package io.waybill.broker.lifecycle;

import io.waybill.broker.metadata.image.MetadataImage;
import io.waybill.broker.settings.ClusterLayout;
import io.waybill.environment.Environment;
import io.waybill.environment.Probes;
import io.waybill.rpc.RpcOutcome;
import io.waybill.wire.message.BrokerRegistrationRequest;
import io.waybill.wire.message.BrokerRegistrationResponse;
import io.waybill.wire.message.ErrorCode;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Registers an incarnation, as often as it takes. The answer is not what makes it live, its own metadata are; but it
 * says what they must come to.
 */
final class Registration {

    private static final long ATTEMPT_NANOS = 1_000_000_000L;
    private static final long UNKNOWN = -1;
    private static final String LISTENER = "PLAINTEXT";

    private final Environment environment;
    private final ClusterLayout layout;
    private final ControllerChannel channel;
    private final Probes.Sometimes repeated;
    private int attempts;
    private long answeredEpoch = UNKNOWN;

    Registration(Environment environment, ClusterLayout layout, ControllerChannel channel) {
        this.environment = environment;
        this.layout = layout;
        this.channel = channel;
        this.repeated = environment.probes().sometimes("a registration is repeated");
    }

    /**
     * Registers an incarnation in place of the one before.
     *
     * @param previousEpoch gives the epoch of the life before, where what it acknowledged is here
     * @param answered is told that it is registered, or why it can never be
     */
    void register(UUID incarnation, LongSupplier previousEpoch, Consumer<ErrorCode> answered) {
        answeredEpoch = UNKNOWN;
        int attempt = ++attempts;
        var sent = new boolean[1];
        channel.send(
                () -> {
                    if (sent[0]) {
                        repeated.hit();
                    }
                    sent[0] = true;
                    return request(incarnation, previousEpoch.getAsLong());
                },
                Patience.untilAnswered(ATTEMPT_NANOS),
                outcome -> {
                    if (attempt == attempts) {
                        heard(outcome, answered);
                    }
                });
    }

    /** Forgets what it waits for: the incarnation lives. */
    void end() {
        attempts++;
        answeredEpoch = UNKNOWN;
    }

    /** Returns whether the incarnation was registered, and another one since, unseen by this node's metadata. */
    boolean isPassedBy(MetadataImage image, int broker, UUID incarnation) {
        if (answeredEpoch == UNKNOWN || image.version() < answeredEpoch) {
            return false;
        }
        return image.broker(broker)
                .filter(known -> known.incarnation().equals(incarnation))
                .isEmpty();
    }

    private BrokerRegistrationRequest request(UUID incarnation, long previousEpoch) {
        var self = layout.node(environment.node());
        var client = self.client();
        List<BrokerRegistrationRequest.Listener> listeners = client == null
                ? List.of()
                : List.of(new BrokerRegistrationRequest.Listener(LISTENER, client.host(), client.port(), (short) 0));
        return new BrokerRegistrationRequest(
                self.id(),
                layout.clusterId(),
                incarnation,
                listeners,
                List.of(),
                self.rack(),
                List.of(),
                previousEpoch);
    }

    private void heard(RpcOutcome outcome, Consumer<ErrorCode> answered) {
        if (outcome instanceof RpcOutcome.Answered it && it.response() instanceof BrokerRegistrationResponse response) {
            answeredEpoch = response.error() == ErrorCode.NONE ? response.brokerEpoch() : UNKNOWN;
            answered.accept(response.error());
        }
    }
}
