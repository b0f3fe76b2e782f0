package io.waybill.model;

/**
 * A failure whose message is a sentence for an operator. Where that sentence quotes values from a file or a table, {@link
 * #withoutValues} says the same without them, for logs.
 */
public interface OperatorMessage {
    /** One sentence for people who may see the drop; never null. */
    String getMessage();

    /** One sentence for the log, never null: what failed, without values from a file or a table. */
    default String withoutValues() {
        return getMessage();
    }
}
