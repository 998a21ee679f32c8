package io.waybill.system;

/** Which server of proxies the links of containers run through. */
public enum ProxyServer {
    /** Shopify's Toxiproxy. */
    SHOPIFY,
    /** Our own, which serves the same API. */
    EMBEDDED,
    /** Nobody chose: Shopify's where it can be had here, else our own. */
    USUAL
}
