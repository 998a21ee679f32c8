/** Planted flaws in real processes: which plan shows each to clients, why some cannot be seen there, and the table. */
@NullMarked
package io.waybill.campaign.local;

import org.jspecify.annotations.NullMarked;
