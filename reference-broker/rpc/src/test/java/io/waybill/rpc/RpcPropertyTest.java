package io.waybill.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.environment.Endpoint;
import io.waybill.environment.Randomness;
import io.waybill.wire.ApiOffer;
import io.waybill.wire.ServerCodec;
import io.waybill.wire.message.Api;
import io.waybill.wire.message.ErrorCode;
import io.waybill.wire.message.HeartbeatRequest;
import io.waybill.wire.message.HeartbeatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A channel and a server over links that break, with answers that come late, out of turn, or not at all. Whatever
 * happens, each request ends once, and what is told of it is true.
 */
final class RpcPropertyTest {

    private static final Endpoint AT = new Endpoint("server", 9092);
    private static final int LIMIT = 1 << 20;
    private static final int REQUESTS = 60;

    private final LittleWorld world = new LittleWorld();
    private final SortedMap<String, Integer> handled = new TreeMap<>();
    private final SortedMap<String, List<String>> told = new TreeMap<>();
    private final List<String> order = new ArrayList<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void each_request_ends_once_and_what_is_told_of_it_is_true(int seed) {
        var random = Randomness.ofSeed(seed);
        var offer = ApiOffer.of(List.of(Api.HEARTBEAT, Api.API_VERSIONS));
        RpcServer.listen(world, AT, new ServerCodec(offer, LIMIT), (received, answer) -> {
            if (received.request() instanceof HeartbeatRequest request) {
                handled.merge(request.groupId(), 1, Integer::sum);
                answerSometime(random, answer);
            } else {
                answer.send(offer.answer(received.error(), ApiOffer.Features.NONE));
            }
        });
        var settings = random.chance(0.5) ? ChannelSettings.ofClient("c") : ChannelSettings.ofPeer("c", offer);
        var channel = RpcChannel.to(world, AT, settings);

        for (int i = 0; i < REQUESTS; i++) {
            String name = "r" + i;
            channel.send(
                    new HeartbeatRequest(name, i, "m", null), random.nextLong(200 * LittleWorld.MILLI), outcome -> {
                        order.add(name);
                        told.computeIfAbsent(name, any -> new ArrayList<>())
                                .add(outcome.match(answered -> "answered", lost -> "lost", notSent -> "not sent"));
                    });
            disturb(random, channel);
            world.run(random.nextInt(15) * LittleWorld.MILLI);
        }
        world.opens = true;
        world.run(1_000 * LittleWorld.MILLI);

        assertThat(channel.inFlight()).isZero();
        assertThat(told).hasSize(REQUESTS).allSatisfy((name, ends) -> {
            assertThat(ends).hasSize(1);
            int times = handled.getOrDefault(name, 0);
            switch (ends.get(0)) {
                case "answered" -> assertThat(times).isEqualTo(1);
                case "not sent" -> assertThat(times).isZero();
                default -> assertThat(times).isLessThanOrEqualTo(1);
            }
        });
        assertThat(order).isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
    }

    private void answerSometime(Randomness random, RequestHandler.Answer answer) {
        if (random.chance(0.02)) {
            answer.disconnect();
        } else if (!random.chance(0.02)) {
            world.after(
                    random.nextLong(30 * LittleWorld.MILLI), () -> answer.send(new HeartbeatResponse(ErrorCode.NONE)));
        }
    }

    private void disturb(Randomness random, RpcChannel channel) {
        world.opens = !random.chance(0.05);
        if (random.chance(0.05)) {
            world.breakAll();
        }
        if (random.chance(0.05)) {
            channel.disconnect("the test wants it");
        }
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }
}
