package io.waybill.system.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Parameters and options of a command that undoes a waybill. */
public final class UndoOptions {
    @Parameters(paramLabel = "N", description = "Number of the waybill.", converter = WaybillNumber.class)
    private long number;

    @Mixin
    private RequesterOptions requester;

    /** The waybill to undo. */
    public long number() {
        return number;
    }

    /** Who asks for it, and whether it is a preview. */
    public RequesterOptions requester() {
        return requester;
    }
}
