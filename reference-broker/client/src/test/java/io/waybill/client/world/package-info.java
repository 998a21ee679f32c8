/** A client's world for tests: one thread, virtual time, and brokers that answer what the test tells them to. */
@NullMarked
package io.waybill.client.world;

import org.jspecify.annotations.NullMarked;
