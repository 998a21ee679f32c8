package io.waybill.checker.log;

/** One delivery that a pass cannot settle on the spot: enough to find it again. */
record Delivered(int consumer, long offset, long invokeNanos, long completeNanos) {}
