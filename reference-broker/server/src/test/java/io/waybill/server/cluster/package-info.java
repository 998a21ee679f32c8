/** Whole nodes in one process, on real sockets and files, with the client that the simulated world uses too. */
@NullMarked
package io.waybill.server.cluster;

import org.jspecify.annotations.NullMarked;
