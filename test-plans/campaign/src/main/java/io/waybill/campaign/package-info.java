/**
 * Many runs: seeds handed out to all cores, what they came to added up, the search for planted flaws, and how fast it
 * all is. The only place of the simulation that has threads and a clock; neither changes what a run is.
 */
@NullMarked
package io.waybill.campaign;

import org.jspecify.annotations.NullMarked;
