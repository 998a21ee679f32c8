package io.waybill.image;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/**
 * Some of the classes of this process.
 *
 * @param name the file's name in the image, without {@code .jar} and without a version
 * @param source a jar, or a folder of classes where this process runs on one
 * @param isOurs whether it changes with each build of ours
 * @param isTrimmed whether only those of its classes are in the image that others there name
 */
public record Jar(String name, Path source, boolean isOurs, boolean isTrimmed) {

    /**
     * Returns the jar or folder of the class path that holds a resource.
     *
     * @param resource a class file or another that no other jar holds, such as {@code io/netty/buffer/ByteBuf.class}
     * @throws ImageException when there is none
     */
    public static Jar holding(String name, String resource) {
        ClassLoader loader = Jar.class.getClassLoader();
        URL url = loader == null ? null : loader.getResource(resource);
        if (url == null) {
            throw new ImageException("the image needs " + name + ", but no jar on the class path holds " + resource);
        }
        try {
            return new Jar(name, sourceOf(url, resource), resource.startsWith("io/waybill/"), false);
        } catch (IOException | URISyntaxException e) {
            throw new ImageException("cannot find the jar of " + url + ": " + e.getMessage(), e);
        }
    }

    private static Path sourceOf(URL url, String resource) throws IOException, URISyntaxException {
        if (url.openConnection() instanceof JarURLConnection connection) {
            return Path.of(connection.getJarFileURL().toURI());
        }
        String folder = url.toString();
        return Path.of(new URI(folder.substring(0, folder.length() - resource.length())));
    }

    /**
     * Returns the same jar, of which only those classes are in an image that others there name. For a library that puts
     * no names of its own classes together while it runs.
     */
    public Jar trimmed() {
        return new Jar(name, source, isOurs, true);
    }

    /** Returns the file's name in the image. */
    String fileName() {
        return name + ".jar";
    }
}
