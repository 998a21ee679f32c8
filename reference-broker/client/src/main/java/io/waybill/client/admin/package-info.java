/** The reference administrator: what is asked and changed of a cluster, and how certain each outcome is. */
@NullMarked
package io.waybill.client.admin;

import org.jspecify.annotations.NullMarked;
