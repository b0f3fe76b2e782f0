package io.waybill.school.approval;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import org.apache.camel.RuntimeCamelException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;

class MailFailureTest {
    @Test
    void theServersOwnWordsAreTold() throws Exception {
        Exception refused = new SendFailedException(
                "Invalid Addresses",
                new SMTPAddressFailedException(
                        new InternetAddress("ada@school.example"), "RCPT TO", 550, "550 no such person\n"));

        assertThat(MailFailure.of(new RuntimeCamelException(refused), "mail.example:25"))
                .isEqualTo("the mail server mail.example:25 did not take it: 550 no such person");
    }

    @Test
    void aServerThatIsNotThereIsToldWithTheSettings() {
        assertThat(MailFailure.of(
                        new MessagingException("Couldn't connect", new ConnectException("Connection refused")),
                        "mail.example:25"))
                .isEqualTo("the mail server mail.example:25 cannot be reached (Connection refused): look at"
                        + " waybill.school.mail.host and waybill.school.mail.port");
    }
}
