package io.waybill.broker.loops;

import io.waybill.wire.message.Request;
import io.waybill.wire.message.Response;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A request that was divided.
 *
 * @param owners the loops that it concerns, in the order in which it comes to them
 * @param part gives the part of one of them, as a request of its own
 * @param join makes the answer of those to all parts, by owner
 */
record Cut(List<Integer> owners, IntFunction<Request> part, Function<SortedMap<Integer, Response>, Response> join) {}
