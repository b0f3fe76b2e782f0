package io.waybill;

/** Main. */
public final class Waybill {
    public static void main(String[] args) {}
}
