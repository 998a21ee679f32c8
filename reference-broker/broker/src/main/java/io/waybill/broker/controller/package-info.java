/**
 * A node as a member of the controllers' quorum: it keeps the metadata, and where it leads the quorum it is the active
 * controller and answers what brokers and administrators ask of one. No answer leaves before this node has applied what
 * it is about.
 */
@NullMarked
package io.waybill.broker.controller;

import org.jspecify.annotations.NullMarked;
