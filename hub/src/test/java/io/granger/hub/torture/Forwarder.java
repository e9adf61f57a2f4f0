package io.granger.hub.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Hands on what comes to one port to another: a hub without tokens serves HTTP on its own loopback address only, and its
 * clients are elsewhere.
 */
final class Forwarder implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int CONNECT_MS = 2_000;

    private final ServerSocket server;
    private final InetSocketAddress target;

    private Forwarder(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** From a free port at {@code host} to a port at another. */
    static Forwarder from(String host, InetSocketAddress target) {
        try {
            var forwarder = new Forwarder(new ServerSocket(0, BACKLOG, InetAddress.getByName(host)), target);
            Thread.ofVirtual().start(forwarder::accept);
            return forwarder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var in = server.accept();
                Thread.ofVirtual().start(() -> hand(in));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void hand(Socket in) {
        try (in;
                var out = new Socket()) {
            out.connect(target, CONNECT_MS);
            var back = Thread.ofVirtual().start(() -> copy(out, in));
            copy(in, out);
            back.join();
        } catch (IOException gone) {
            // The caller sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // That is what was asked for.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
