package io.waybill.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The checks of the Java client, with a version of its library other than the one that the tests were built with. */
final class JavaLibrary implements AutoCloseable {

    private static final String CHECKS = "io.waybill.compatibility.client.JavaClientChecks";

    private final URLClassLoader loader;

    private JavaLibrary(URLClassLoader loader) {
        this.loader = loader;
    }

    /** Returns that of a jar, which has the place of the one on the class path; all else stays as it is there. */
    static JavaLibrary of(Path jar) throws MalformedURLException {
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the build must have put the older client at " + jar + ", has not");
        }
        List<URL> urls = new ArrayList<>();
        urls.add(jar.toUri().toURL());
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            boolean isReplaced = Path.of(entry).getFileName().toString().startsWith("kafka-clients-");
            if (!entry.isEmpty() && !isReplaced) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new JavaLibrary(new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    /** Surefire may put the class path into a manifest, and then says what it is. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Returns its checks; their text is the version of the library. */
    @SuppressWarnings(
            "unchecked") // on both sides of the loaders it is the same type, and of nothing but the platform's
    Function<String, Map<String, Callable<Void>>> checks() throws ReflectiveOperationException {
        return (Function<String, Map<String, Callable<Void>>>)
                loader.loadClass(CHECKS).getConstructor().newInstance();
    }

    /** Does something as code of this library does it: what it looks up by name comes from its loader. */
    void inside(Callable<Void> what) throws Exception {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            what.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
