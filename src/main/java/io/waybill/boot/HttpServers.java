package io.waybill.boot;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import io.vertx.core.impl.VertxInternal;
import io.waybill.desk.http.DeskConfig;
import io.waybill.desk.http.Door;
import io.waybill.desk.http.HostNames;
import io.waybill.desk.http.Patience;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP servers of this process: the desk, and that of health and metrics. Camel makes them, with options of its own that let a slow
 * client keep a connection for ever, and any name be served. So Camel gets a Vert.x whose servers stand behind a {@link Door}.
 */
final class HttpServers implements AutoCloseable {
    /** Vert.x warns of a thread that is busy for longer; an upload or download over a slow line is nothing to warn of. */
    private static final int LONGEST_HOURS = 2;
    /** A request takes one until it is answered; an upload or download may take a while. */
    private static final int THREADS = 32;
    /** Where health and metrics are. */
    private static final String OBSERVED = "/observe/";

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setWorkerPoolSize(THREADS)
            .setMaxWorkerExecuteTime(LONGEST_HOURS)
            .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS));
    private final Door door;

    /** @param config of the desk; its names and its patience are those of both servers */
    HttpServers(DeskConfig config) {
        this.door = new Door(new HostNames(config.hosts(), config.behindProxy()), new Patience(config.patience()));
    }

    /** What Camel makes its servers with. */
    Vertx vertx() {
        return replacing(VertxInternal.class, vertx, (method, arguments) -> {
            if (!method.getName().equals("createHttpServer")) {
                return method.invoke(vertx, arguments);
            }
            HttpServerOptions options = arguments == null || arguments.length == 0
                    ? new HttpServerOptions()
                    : (HttpServerOptions) arguments[0];
            // HTTP/2 without TLS is what no browser speaks, and its connections are not watched.
            return guarded(vertx.createHttpServer(options.setHttp2ClearTextEnabled(false)));
        });
    }

    private HttpServer guarded(HttpServer server) {
        door.guard(server);
        return replacing(HttpServer.class, server, (method, arguments) -> {
            if (method.getName().equals("requestHandler") && arguments != null) {
                @SuppressWarnings("unchecked")
                Handler<HttpServerRequest> inside = (Handler<HttpServerRequest>) requireNonNull(arguments[0]);
                return server.requestHandler(request -> door.admit(answeringHead(request), inside));
            }
            return method.invoke(server, arguments);
        });
    }

    /**
     * Camel's health and metrics know {@code GET} only. A question for the head of their answers is passed on as such a one; Vert.x leaves out
     * the body by itself, because the response knows what was asked.
     */
    private static HttpServerRequest answeringHead(HttpServerRequest request) {
        boolean head = HttpMethod.HEAD.equals(request.method())
                && request.path() != null
                && request.path().startsWith(OBSERVED);
        return head ? new AskedForAll(request) : request;
    }

    private static final class AskedForAll extends HttpServerRequestWrapper {
        AskedForAll(HttpServerRequest request) {
            super((HttpServerRequestInternal) request);
        }

        @Override
        public HttpMethod method() {
            return HttpMethod.GET;
        }
    }

    private interface Call {
        Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T replacing(Class<T> type, Object original, Call call) {
        return type.cast(Proxy.newProxyInstance(
                HttpServers.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.getDeclaringClass() == Object.class
                                ? method.invoke(original, arguments)
                                : call.to(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Ends its threads; the servers have stopped already. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
