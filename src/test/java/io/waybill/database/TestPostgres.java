package io.waybill.database;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real, empty PostgreSQL database as a parameter of type {@link TestDatabase}: {@code @ExtendWith(TestPostgres.class)}.
 * One server runs per JVM. A parameter of a constructor or of {@code @BeforeAll} is the database of the whole class; otherwise every
 * test method (with its {@code @BeforeEach}) has its own. A parameter of type {@link TestServer} is the server itself, for tests
 * that need several databases.
 */
public final class TestPostgres implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestPostgres.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Stores close what they hold, and look into their parents: what the class has, its methods share.
        TestServer server = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("server", key -> new TestServer(), TestServer.class);
        if (parameter.getParameter().getType() == TestServer.class) {
            return server;
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent("database", key -> server.newDatabase(), TestDatabase.class);
    }
}
