package io.waybill.desk;

import io.waybill.desk.http.Address;
import io.waybill.desk.page.Addresses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Every address that a browser can open, with a value for each of its parameters. */
final class OpenAddresses {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private OpenAddresses() {}

    /**
     * Fills in the parameters of all addresses that are read.
     *
     * @param parameters by name
     * @param whole places of operations whose parameters have other values, or that need a query
     * @return place by operation, in the order of the table
     * @throws AssertionError when an address has a parameter without a value, so that none is forgotten
     */
    static Map<String, String> of(Map<String, String> parameters, Map<String, String> whole) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Address address : Addresses.all()) {
            if (!address.method().equals("GET")) {
                continue;
            }
            String place = whole.containsKey(address.operation())
                    ? whole.get(address.operation())
                    : filled(address, parameters);
            places.put(address.operation(), place);
        }
        return places;
    }

    private static String filled(Address address, Map<String, String> parameters) {
        return PARAMETER.matcher(address.paths().get(0)).replaceAll(parameter -> {
            String value = parameters.get(parameter.group(1));
            if (value == null) {
                throw new AssertionError(address.operation() + " needs a value for " + parameter.group());
            }
            return value;
        });
    }
}
