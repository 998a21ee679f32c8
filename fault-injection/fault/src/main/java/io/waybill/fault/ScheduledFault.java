package io.waybill.fault;

/** A fault and when it begins. */
public record ScheduledFault(Schedule schedule, Fault fault) {}
