package io.waybill.desk.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlEncodedTest {
    @Property
    void whatIsEncodedComesBackAsItWas(@ForAll String text) {
        String sendable = new String(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\0", "");
        assertThat(UrlEncoded.parse("name=" + UrlEncoded.encoded(sendable)).raw("name"))
                .isEqualTo(sendable);
    }

    @Test
    void inAFormAPlusSignIsASpaceAndInAPathItIsNot() {
        assertThat(UrlEncoded.parse("a+b=c+d%2B").raw("a b")).isEqualTo("c d+");
        assertThat(UrlEncoded.decoded("c+d%2B")).isEqualTo("c+d+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%00",
                "%00=a",
                "a=b%00c",
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%-1",
                "a=%+1",
                "a=%ff",
                "a=%c3",
                "a=%c0%80",
                "a=%ed%a0%80",
                "a=%f5%80%80%80",
                "a=%ef%bc%a"
            })
    void whatIsNoTextIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> UrlEncoded.parse(text))
                .isInstanceOf(RefusedException.class)
                .satisfies(refusal ->
                        assertThat(((RefusedException) refusal).status()).isEqualTo(400))
                .hasMessageStartingWith("The address or the form has ");
    }
}
