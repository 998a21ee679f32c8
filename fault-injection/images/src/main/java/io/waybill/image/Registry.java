package io.waybill.image;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where images that others published are pulled from. */
final class Registry {

    private Registry() {}

    /**
     * Begins an image on a published one. Looks first whether its registry has an address here: without a network, jib
     * would ask for a minute.
     *
     * @throws TarFile.BaseException when there is no such registry here
     */
    static JibContainerBuilder from(String reference) throws TarFile.BaseException {
        try {
            if (!reference.startsWith(Jib.TAR_IMAGE_PREFIX) && !reference.startsWith(Jib.DOCKER_DAEMON_IMAGE_PREFIX)) {
                String name = reference.startsWith(Jib.REGISTRY_IMAGE_PREFIX)
                        ? reference.substring(Jib.REGISTRY_IMAGE_PREFIX.length())
                        : reference;
                requireAddress(ImageReference.parse(name).getRegistry());
            }
            return Jib.from(reference);
        } catch (InvalidImageReferenceException e) {
            throw new TarFile.BaseException(e);
        }
    }

    /** Returns whether an image's registry has an address here, as far as that is told within a second. */
    static boolean isThere(String reference) {
        FutureTask<Boolean> asked = new FutureTask<>(() -> {
            requireAddress(ImageReference.parse(reference).getRegistry());
            return true;
        });
        // Names are asked for without any bound: where nobody answers, the thread is left to it and ends by itself.
        Thread thread = new Thread(asked, "registry-address");
        thread.setDaemon(true);
        thread.start();
        try {
            return asked.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void requireAddress(String registry) throws TarFile.BaseException {
        if (System.getProperty("https.proxyHost") != null) {
            // Then the proxy asks for the address.
            return;
        }
        String host = registry.replaceFirst(":\\d+$", "");
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new TarFile.BaseException(new UnknownHostException("this machine finds no address for " + host));
        }
    }
}
