/**
 * What a broker answers about the cluster, its topics and their configurations, and what it asks the controller for.
 */
@NullMarked
package io.waybill.broker.admin;

import org.jspecify.annotations.NullMarked;
