/**
 * What the official Java client is made to do. Loaded once for each version of its library, so it uses what they all
 * have, and nothing of ours outside this package.
 */
@NullMarked
package io.waybill.compatibility.client;

import org.jspecify.annotations.NullMarked;
