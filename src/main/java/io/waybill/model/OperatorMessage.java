package io.waybill.model;

/**
 * A failure whose message is a sentence for an operator. Where that sentence quotes what stands in a file or a table, {@link
 * #withoutValues} says the same without it, for logs.
 */
public interface OperatorMessage {
    /** One sentence for the people who may see the drop, never null. */
    String getMessage();

    /** One sentence for a log, never null: which part failed, but nothing that stands in a file or a table. */
    default String withoutValues() {
        return getMessage();
    }
}
