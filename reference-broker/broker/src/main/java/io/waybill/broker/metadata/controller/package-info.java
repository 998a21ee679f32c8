/** What the active controller decides beside the log, because time or a request's form decides it. */
@NullMarked
package io.waybill.broker.metadata.controller;

import org.jspecify.annotations.NullMarked;
