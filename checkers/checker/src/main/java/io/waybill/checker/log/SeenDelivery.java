package io.waybill.checker.log;

import io.waybill.history.Event;

/** A delivery together with where it stands in the file, so that one can tell which run it is part of. */
record SeenDelivery(Event.Delivery event, int block, int row) {}
