/**
 * A small world for tests: nodes with virtual time, links and disks, and a cluster of controllers and brokers in it.
 */
@NullMarked
package io.waybill.broker.controller.world;

import org.jspecify.annotations.NullMarked;
