/**
 * What it means: turns a judgement into findings with their stories, a headline, and the conclusion of the whole.
 *
 * <p>Two rules of the room: a sentence is made of facts by a small grammar, never by hand for one case; and what proves
 * is told apart from what explains.
 */
@NullMarked
package io.waybill.report;

import org.jspecify.annotations.NullMarked;
