package io.waybill.desk.http;

import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names under which Waybill is served. Whoever owns any other name may let it point at this machine; a browser then takes pages of
 * theirs and those of Waybill for one site (DNS rebinding). A number is no name, so nobody else can own it.
 */
public final class HostNames {
    private static final String FORWARDED = "X-Forwarded-Host";
    private static final String SETTING = "waybill.desk.hosts";

    private final Set<String> names = new TreeSet<>();
    private final boolean behindProxy;

    /**
     * @param names of this machine and of a proxy before it, besides {@code localhost}; {@code *.example.org} stands for one word more
     * @param behindProxy whether a proxy says which name the browser has used
     */
    public HostNames(Collection<String> names, boolean behindProxy) {
        this.names.add("localhost");
        names.forEach(name -> this.names.add(normal(requireNonNull(name, "name"))));
        this.behindProxy = behindProxy;
    }

    /**
     * Why a request is not for Waybill.
     *
     * @return a sentence; empty when it is
     */
    Optional<String> complaint(HttpServerRequest request) {
        List<String> asked = new ArrayList<>(request.headers().getAll("Host"));
        if (asked.isEmpty() && request.version() != HttpVersion.HTTP_1_0) {
            return Optional.of("The request does not say for which host it is (header Host).");
        }
        if (behindProxy) {
            for (String forwarded : request.headers().getAll(FORWARDED)) {
                asked.addAll(List.of(forwarded.split(",")));
            }
        }
        return asked.stream()
                .map(HostNames::host)
                .filter(host -> !isOwn(host, request))
                .findFirst()
                .map(HostNames::foreign);
    }

    private static String foreign(String host) {
        String shown = host.matches("[a-z0-9._:-]{1,100}") ? " '" + host + "'" : "";
        return "Waybill is not served under the name" + shown
                + ": use the address that waybill serve prints, or add the" + " name to the setting " + SETTING + ".";
    }

    private boolean isOwn(String host, HttpServerRequest request) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address != null) {
            return isOwn(address, request);
        }
        int dot = host.indexOf('.');
        return names.contains(host) || dot > 0 && names.contains("*" + host.substring(dot));
    }

    /** This machine itself, the address that the client has reached, or one that a setting has, e.g. of a port that is passed on. */
    private boolean isOwn(byte[] address, HttpServerRequest request) {
        try {
            InetAddress asked = InetAddress.getByAddress(address);
            byte[] reached =
                    request.localAddress() == null || request.localAddress().hostAddress() == null
                            ? null
                            : NetUtil.createByteArrayFromIpAddressString(
                                    request.localAddress().hostAddress());
            return asked.isLoopbackAddress()
                    || reached != null && asked.equals(InetAddress.getByAddress(reached))
                    || names.contains(NetUtil.toAddressString(asked));
        } catch (UnknownHostException e) {
            throw new AssertionError("four or sixteen bytes are an address", e);
        }
    }

    private static String normal(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        try {
            return address == null
                    ? name.toLowerCase(Locale.ROOT)
                    : NetUtil.toAddressString(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new AssertionError("four or sixteen bytes are an address", e);
        }
    }

    /** Without the port, in small letters. */
    private static String host(String authority) {
        String text = authority.strip().toLowerCase(Locale.ROOT);
        String host = text.startsWith("[")
                ? text.replaceFirst("^\\[([^]]*)](:[0-9]*)?$", "$1")
                : text.replaceFirst(":[0-9]*$", "");
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
