import "@mantine/notifications/styles.css";
import { MantineThemeProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

/** What draws `Toasts`. The button that closes one has a cross alone, and a name for whoever does not see it. */
export default function ShownToasts() {
  const { t } = useTranslation();
  const closeButtonProps = { "aria-label": t("ui.close") };
  return (
    <MantineThemeProvider theme={{ components: { Notification: { defaultProps: { closeButtonProps } } } }}>
      <Notifications position="bottom-right" />
    </MantineThemeProvider>
  );
}
