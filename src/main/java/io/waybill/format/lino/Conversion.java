package io.waybill.format.lino;

/** What {@code restore.py} does with a value before the row is saved. */
public enum Conversion {
    /** Nothing. */
    NONE,
    /**
     * Nothing, which says nothing: until June 2017 the generator converted no value of a model that extends another one, whatever the
     * value is.
     */
    UNTOLD,
    /** A decimal number is made of a text. */
    DECIMAL,
    /** A content type: the name of a model becomes the number that the site's database has for it. */
    CONTENT_TYPE,
    /** A text in several languages: a list, one text for each language of the site. */
    BABEL
}
