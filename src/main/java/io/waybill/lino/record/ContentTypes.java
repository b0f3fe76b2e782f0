package io.waybill.lino.record;

/** The numbers that the target has for models. */
@FunctionalInterface
public interface ContentTypes {
    /** The table in which a site numbers its models. */
    String TABLE = "django_content_type";

    /** The number of a model, made up where the target has none yet: it is then part of what is delivered. */
    long number(ContentType type);
}
