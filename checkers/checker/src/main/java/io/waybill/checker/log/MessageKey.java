package io.waybill.checker.log;

/** A message of the partition that is being judged. */
record MessageKey(int session, long sequence) {}
