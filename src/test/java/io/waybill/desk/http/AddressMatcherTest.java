package io.waybill.desk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.waybill.desk.http.AddressMatcher.Match;
import io.waybill.desk.page.Addresses;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressMatcherTest {
    private final AddressMatcher matcher = new AddressMatcher(Addresses.all());

    @ParameterizedTest
    @CsvSource({
        "GET, /, show-home",
        "GET, /waybills, list-waybills",
        "GET, /waybills/, list-waybills",
        "GET, //waybills, list-waybills",
        "GET, /api/waybills, list-waybills",
        "HEAD, /waybills, list-waybills",
        "GET, /waybills/7, show-waybill",
        "GET, /waybills/search, show-waybill",
        "POST, /api/waybills/search, search-waybills",
        "POST, /rejects/deliver, deliver-choices",
        "GET, /rejects/7/row/, show-row",
        "POST, /rejects/7/row, mend-row",
        "GET, /log-in, show-log-in",
        "POST, /api/log-in, log-in",
        "GET, /api/openapi.json, describe-api",
    })
    void aPathIsOneOperation(String method, String path, String operation) {
        assertThat(matcher.find(method, path).address().operation()).isEqualTo(operation);
    }

    @Test
    void namesInBracesStandForOnePartOfAPathWhichIsDecoded() {
        Match match = matcher.find("GET", "/feeds/a+b%2Fc/%D8%A7/empty.csv");
        assertThat(match.parameters()).isEqualTo(Map.of("system", "a+b/c", "feed", "ا"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/Waybills",
                "/waybills;x",
                "/waybills/1/nothing",
                "/drops/",
                "/openapi.json",
                "/api/assets/x",
                "/api/waybills/1/rejects.csv",
                "/waybills/1/rejectsXcsv"
            })
    void anUnknownPathIsNotFound(String path) {
        assertThatThrownBy(() -> matcher.find("GET", path))
                .asInstanceOf(type(RefusedException.class))
                .returns(404, RefusedException::status)
                .returns("", RefusedException::allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PUT; /waybills; GET, HEAD",
                "GET; /waybills/7/undo; POST",
                "HEAD; /api/log-out; POST",
                "DELETE; /rejects/7/row; GET, HEAD, POST",
                "OPTIONS; /drop; GET, HEAD, POST",
                "GET; /api/log-in; POST",
            })
    void anotherMethodIsRefusedWithThoseThatThereAre(String method, String path, String allowed) {
        assertThatThrownBy(() -> matcher.find(method, path))
                .asInstanceOf(type(RefusedException.class))
                .returns(405, RefusedException::status)
                .returns(allowed, RefusedException::allowed);
    }

    @Test
    void aPercentSignWithoutANumberIsRefused() {
        assertThatThrownBy(() -> matcher.find("GET", "/drops/%zz"))
                .asInstanceOf(type(RefusedException.class))
                .returns(400, RefusedException::status);
    }
}
