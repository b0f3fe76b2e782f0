package io.waybill.boot;

import io.waybill.settings.Settings;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Routes see the settings as they were read and checked once ({@link Settings}). Without this Camel would look into the
 * environment and the system properties again, past that check.
 */
final class SettledProperties extends MainListenerSupport {
    @Override
    public void beforeConfigure(BaseMainSupport main) {
        PropertiesComponent properties =
                (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    }
}
