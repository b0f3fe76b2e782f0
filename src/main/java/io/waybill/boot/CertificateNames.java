package io.waybill.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The names for which a certificate speaks. */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private CertificateNames() {}

    /** Those of a PKCS12 file; none when it cannot be read, which its server will say. */
    static List<String> of(Path keyStore, String password) {
        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    names.addAll(names(certificate.getSubjectAlternativeNames()));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            return List.of();
        }
        return names;
    }

    /** @param alternatives as Java has them: a number for the kind, then the name; null for none */
    private static List<String> names(Collection<List<?>> alternatives) {
        return alternatives == null
                ? List.of()
                : alternatives.stream()
                        .filter(each -> each.get(0).equals(DNS) || each.get(0).equals(ADDRESS))
                        .map(each -> each.get(1).toString())
                        .toList();
    }
}
