package io.waybill.intake;

/** A failure that can be told in a log: which part failed, but nothing that stands in a file or a table. */
public interface ToldWithoutValues {
    /** One sentence. */
    String withoutValues();
}
