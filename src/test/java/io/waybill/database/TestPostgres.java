package io.waybill.database;

import io.waybill.system.WaybillSystem;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real PostgreSQL database as a parameter of type {@link TestDatabase}: {@code @ExtendWith(TestPostgres.class)}. It has
 * Waybill's own schema already; classes marked {@link Empty} get one without it, those marked {@link Tables} one with the tables of
 * systems besides. One server runs per JVM. A parameter of a constructor
 * or of {@code @BeforeAll} is the database of the whole class; otherwise every test method (with its {@code @BeforeEach}) has its own.
 * A parameter of type {@link TestServer} is the server itself, for tests that need several databases.
 */
public final class TestPostgres implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestPostgres.class);

    /** Marks a class whose tests need databases in which there is nothing at all. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Empty {}

    /** Marks a class whose tests need the tables of systems, as in an embedded database. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Tables {
        /** The systems, by the classes that they are. */
        Class<? extends WaybillSystem>[] value();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == TestServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestServer server = TestServer.shared();
        if (parameter.getParameter().getType() == TestServer.class) {
            return server;
        }
        Class<?> test = context.getRequiredTestClass();
        // A store closes what it holds, and looks into its parents: the methods of a class share what the class has.
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "database",
                        key -> test.isAnnotationPresent(Empty.class)
                                ? server.newEmptyDatabase()
                                : server.newDatabase(systems(test)),
                        TestDatabase.class);
    }

    private static List<Class<? extends WaybillSystem>> systems(Class<?> test) {
        Tables tables = test.getAnnotation(Tables.class);
        return tables == null ? List.of() : List.of(tables.value());
    }
}
