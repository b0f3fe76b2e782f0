/** Puts Waybill together: reads the settings, opens the target, makes the objects that routes name, starts and stops the routes. */
package io.waybill.boot;
