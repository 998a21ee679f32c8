package io.waybill.environment;

/**
 * The network as connections that carry frames. Inside a connection frames arrive whole, in order and at most once;
 * what is lost, is lost because the connection ended, and then nobody knows how far the other side had read.
 */
public interface Links {

    /**
     * Accepts connections at an endpoint until the incarnation ends. Each is offered to {@code acceptor}, whose answer
     * is told everything about it, on the loop that has called this. Where several loops of the node listen at one
     * endpoint, they are given its connections in turn, so that each has about as many.
     *
     * @throws IllegalStateException where this loop listens there already
     */
    void listen(Endpoint endpoint, Acceptor acceptor);

    /**
     * Begins to connect. {@link Connection.Handler#onOpen} follows, or {@link Connection.Handler#onClosed} where it
     * cannot be done.
     *
     * @return the connection, not open yet; frames that are sent before it is open are kept until then
     */
    Connection connect(Endpoint to, Connection.Handler handler);

    /** Decides who handles an incoming connection. */
    interface Acceptor {

        /** Returns the handler of a connection that another node has opened; {@code onOpen} is its first call. */
        Connection.Handler accept(Connection connection);
    }

    /**
     * Returns how many bytes wait to be sent on the connections that others have begun: what they are slower to read
     * than it was made. Whoever makes large answers may make smaller ones meanwhile. 0 where nobody counts.
     */
    default long waitingBytes() {
        return 0;
    }
}
