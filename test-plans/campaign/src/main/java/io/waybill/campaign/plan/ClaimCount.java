package io.waybill.campaign.plan;

import io.waybill.checker.Claim;
import io.waybill.checker.Verdict;
import java.util.OptionalLong;

/**
 * What all seeds of a configuration say of one of its claims.
 *
 * @param held in how many seeds nothing contradicted it and everything it speaks of was seen
 * @param violated in how many seeds it was violated
 * @param firstViolated the first of them
 * @param verdict of all together: violated where one seed says so, else unknown where nothing was tried
 */
public record ClaimCount(Claim claim, long held, long violated, OptionalLong firstViolated, Verdict verdict) {}
