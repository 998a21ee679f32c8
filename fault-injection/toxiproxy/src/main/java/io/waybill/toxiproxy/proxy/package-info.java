/**
 * The proxies: who listens, the connections that pass, their toxics, the faults on their links, and the log of what
 * each fault hit. All of it belongs to one thread, so that whatever is done to many proxies is done to all at once.
 */
@NullMarked
package io.waybill.toxiproxy.proxy;

import org.jspecify.annotations.NullMarked;
