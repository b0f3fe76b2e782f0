package io.waybill.growth;

/** What people do with drops of a system, with so many rows. */
interface Work {
    /** @param name distinguishes its rows from those of another time */
    void with(Workplace place, String name, int rows) throws Exception;
}
